"""Turning a picture the way its orientation tag says (TIFF 6.0 and EXIF, 1 to 8)."""

from pathlib import Path

import pyvips

from workers.vips import orientation

_SMALL = 64_000_000  # bytes of pixels that are turned in memory


def upright(image: pyvips.Image, scratch: Path) -> pyvips.Image:
    """The picture as it is to be seen, without the tag.

    All but a mirror image needs the pixels in another order than they come in. A large picture
    is first laid down in `scratch` as tiles: from memory it would cost its size.
    """
    tag = orientation(image)
    if tag < 3:
        turned = image.fliphor() if tag == 2 else image
        turned = turned.copy()
        turned.remove("orientation")
        return turned
    return _any_order(image, scratch).autorot()


def _any_order(image: pyvips.Image, scratch: Path) -> pyvips.Image:
    if image.width * image.height * image.bands <= _SMALL:
        return image.copy_memory()
    path = scratch / "turning.tif"
    image.tiffsave(
        str(path), tile=True, tile_width=512, tile_height=512, compression="none", bigtiff=True
    )
    laid = pyvips.Image.tiffload(str(path), access="random", fail_on="error").copy()
    laid.set_type(pyvips.GValue.gint_type, "orientation", image.get("orientation"))
    return laid
