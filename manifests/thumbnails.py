"""Which small picture stands for a large one."""

from manifests.description import (
    ImageDescription,
    PageDescription,
    PictureDescription,
    StillDescription,
)

EDGE = 200
"""The longer side, in pixels, that a thumbnail has at least, where the picture is as large."""


def thumbnail_size(image: ImageDescription) -> tuple[int, int]:
    """Width and height of the thumbnail, in pixels.

    The smallest whole picture that the image server advertises and that is large enough, because
    it lies ready; a computed size when there is none.
    """
    ready = [size for size in image.sizes if max(size) >= EDGE]
    if ready:
        return min(ready)
    longer = max(image.width, image.height)
    if longer <= EDGE:
        return image.width, image.height
    # Halves round up, as everywhere in the site: round() would take them to the even neighbour.
    scaled = [(side * EDGE * 2 + longer) // (longer * 2) for side in (image.width, image.height)]
    return max(1, scaled[0]), max(1, scaled[1])


def page_thumbnail(page: PageDescription) -> StillDescription | None:
    """The picture that stands for a page: its own choice, what is painted on it, or its poster."""
    if page.thumbnail:
        return page.thumbnail
    for painting in page.paintings:
        for medium in painting.media:
            if isinstance(medium, ImageDescription | PictureDescription):
                return medium
    poster = page.placeholder or page.accompanying
    return page_thumbnail(poster) if poster else None
