"""JPEG in memory through libjpeg-turbo: the codec of stored tiles."""

from typing import Any

import numpy as np
import simplejpeg
from numpy.typing import NDArray

from imageserver.errors import DamagedImageError

Pixels = NDArray[np.uint8]
"""Rows, columns, bands; grey has one band, colour three. Within a row the bytes are contiguous."""


def encode(pixels: Pixels, quality: int) -> bytes:
    """A baseline JPEG, 4:2:0 for colour. `pixels` is (rows, columns, 1 or 3)."""
    grey = pixels.shape[2] == 1
    data: bytes = simplejpeg.encode_jpeg(
        pixels,
        quality=quality,
        colorspace="GRAY" if grey else "RGB",
        colorsubsampling="Gray" if grey else "420",
    )
    return data


def decode(data: bytes, *, grey: bool = False, at_least: tuple[int, int] | None = None) -> Pixels:
    """The pixels of a JPEG as (rows, columns, 1 or 3).

    With `at_least` (width, height) the decoder itself scales down, to the smallest of its sizes
    (eighths of the whole, rounded up) that is not below. Raises `DamagedImageError` on anything
    that is not a whole JPEG.
    """
    options: dict[str, Any] = {}
    if at_least is not None:
        options = {"min_width": at_least[0], "min_height": at_least[1]}
    try:
        pixels: Pixels = simplejpeg.decode_jpeg(
            data, colorspace="GRAY" if grey else "RGB", **options
        )
    except ValueError as error:
        raise DamagedImageError("A stored tile is damaged.") from error
    return pixels
