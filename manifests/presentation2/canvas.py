"""Pages as canvases: Presentation API 2.1, section 5.3."""

from manifests.addresses import Addresses
from manifests.description import (
    ImageDescription,
    LanguageMap,
    Link,
    PageDescription,
    PictureDescription,
    SoundDescription,
    VideoDescription,
)
from manifests.presentation2.annotations import images, lists
from manifests.presentation2.media import thumbnail
from manifests.presentation2.texts import descriptive, link
from manifests.thumbnails import page_thumbnail
from manifests.values import Json

SQUARE = 1000
"""Width and height of a page that is only heard: version 2.1 knows no other pages."""


def canvas(work: str, page: PageDescription, number: int, at: Addresses) -> Json:
    """A page, the `number`-th of its work; a sound or film is a link from its poster."""
    width, height = _size(page)
    document: Json = {
        "@id": at.canvas(work, page.id),
        "@type": "sc:Canvas",
        "width": width,
        "height": height,
    }
    document |= descriptive(page, "sc:Canvas", at)
    document.setdefault("label", str(number))
    small = page_thumbnail(page)
    if small and "thumbnail" not in document:
        document["thumbnail"] = thumbnail(small, at)
    if links := [link(one, at) for one in _links(page)]:
        document["rendering"] = [*document.get("rendering", []), *links]
    document["images"] = images(work, page, at) or _poster(work, page, at)
    if found := lists(work, page, at):
        document["otherContent"] = found
    return document


def _size(page: PageDescription) -> tuple[int, int]:
    if page.width and page.height:
        return page.width, page.height
    poster = page.placeholder or page.accompanying
    return _size(poster) if poster else (SQUARE, SQUARE)


def _poster(work: str, page: PageDescription, at: Addresses) -> list[Json]:
    poster = page.placeholder or page.accompanying
    if not poster:
        return []
    canvas_address = at.canvas(work, page.id)
    return [image | {"on": canvas_address} for image in images(work, poster, at)]


def _links(page: PageDescription) -> list[Link]:
    links = []
    for painting in page.paintings:
        for medium in painting.media:
            if isinstance(medium, ImageDescription | PictureDescription):
                continue
            links.append(_media_link(medium, page.label))
    return links + [
        Link(caption.href, "Text", caption.label, caption.format) for caption in page.captions
    ]


def _media_link(medium: SoundDescription | VideoDescription, label: LanguageMap) -> Link:
    kind = "Sound" if isinstance(medium, SoundDescription) else "Video"
    return Link(medium.href, kind, medium.label or label or {"en": [kind]}, medium.format)
