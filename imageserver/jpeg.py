"""JPEG in memory through libjpeg-turbo: the codec of stored tiles."""

from typing import Any

import numpy as np
import simplejpeg
from numpy.typing import NDArray

from imageserver.errors import DamagedImageError

Pixels = NDArray[np.uint8]
"""Rows, columns, bands; within a row the bytes are contiguous.

Grey has one band, colour three, or four of which the last means nothing: such pixels are one
32-bit word each, which numpy turns and mirrors several times as fast.
"""

_SPACES = {1: "GRAY", 3: "RGB", 4: "RGBX"}


def encode(pixels: Pixels, quality: int) -> bytes:
    """A baseline JPEG, 4:2:0 for colour. `pixels` is (rows, columns, 1, 3 or 4)."""
    space = _SPACES[pixels.shape[2]]
    data: bytes = simplejpeg.encode_jpeg(
        pixels,
        quality=quality,
        colorspace=space,
        colorsubsampling="Gray" if space == "GRAY" else "420",
    )
    return data


def decode(
    data: bytes,
    bands: int = 3,
    *,
    at_least: tuple[int, int] | None = None,
    into: Pixels | None = None,
) -> Pixels:
    """The pixels of a JPEG as (rows, columns, `bands`).

    With `at_least` (width, height) the decoder itself scales down, to the smallest of its sizes
    (eighths of the whole, rounded up) that is not below. `into` is memory for all that comes out.
    Raises `DamagedImageError` on anything that is not a whole JPEG.
    """
    options: dict[str, Any] = {}
    if at_least is not None:
        options = {"min_width": at_least[0], "min_height": at_least[1]}
    if into is not None:
        options["buffer"] = into
    try:
        pixels: Pixels = simplejpeg.decode_jpeg(data, colorspace=_SPACES[bands], **options)
    except ValueError as error:
        raise DamagedImageError("A stored tile is damaged.") from error
    return pixels


def turned(pixels: Pixels, *, mirror: bool, quarters: int) -> Pixels:
    """Mirrored left to right, then turned clockwise by `quarters` of a full turn."""
    rows, columns, bands = pixels.shape
    flat: NDArray[Any] = pixels.view(np.uint32)[:, :, 0] if bands == 4 else pixels
    if mirror:
        flat = flat[:, ::-1]
    flat = np.ascontiguousarray(np.rot90(flat, -quarters))
    if quarters % 2:
        rows, columns = columns, rows
    return flat.view(np.uint8).reshape(rows, columns, bands)
