"""Turning a picture the way its orientation tag says (TIFF 6.0 and EXIF, 1 to 8), or a curator."""

from collections.abc import Sequence
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
    return _any_order(image, scratch, "turning.tif").autorot()


def cut_out(image: pyvips.Image, cut: Sequence[float] | None) -> pyvips.Image:
    """The part [x, y, width, height], in parts of the picture's sides; at least one pixel."""
    if cut is None:
        return image
    left = min(image.width - 1, max(0, round(cut[0] * image.width)))
    top = min(image.height - 1, max(0, round(cut[1] * image.height)))
    right = min(image.width, max(left + 1, round((cut[0] + cut[2]) * image.width)))
    bottom = min(image.height, max(top + 1, round((cut[1] + cut[3]) * image.height)))
    return image.crop(left, top, right - left, bottom - top)


def turned(image: pyvips.Image, degrees: int, scratch: Path) -> pyvips.Image:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees % 360 == 0:
        return image
    return _any_order(image, scratch, "turned.tif").rot(f"d{degrees % 360}")


def _any_order(image: pyvips.Image, scratch: Path, name: str) -> pyvips.Image:
    if image.width * image.height * image.bands <= _SMALL:
        return image.copy_memory()
    path = scratch / name
    image.tiffsave(
        str(path), tile=True, tile_width=512, tile_height=512, compression="none", bigtiff=True
    )
    laid = pyvips.Image.tiffload(str(path), access="random", fail_on="error").copy()
    if image.get_typeof("orientation"):
        laid.set_type(pyvips.GValue.gint_type, "orientation", image.get("orientation"))
    return laid
