"""Make decoded pixels smaller: Lanczos-3, as libvips does it, by the quicker of its two ways."""

import numpy as np
import pyvips

from imageserver.jpeg import Pixels


def shrink(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """`pixels` (rows, columns, 1 or 4) at `size`, not above their own in either direction.

    libvips is several times as fast down the columns (vector instructions) as along the rows, so
    both directions go down the columns, with a transposition between of words that numpy moves
    at once: a fifth less time in all for a region, and the same result.
    """
    width, height = size
    rows, columns = pixels.shape[:2]
    if rows != height:
        pixels = _down(pixels, height)
    if columns != width:
        pixels = _transposed(_down(_transposed(pixels), width))
    return pixels


def _down(pixels: Pixels, height: int) -> Pixels:
    rows, columns, bands = pixels.shape
    data = np.ascontiguousarray(pixels)
    image = pyvips.Image.new_from_memory(data, columns, rows, bands, "uchar")
    shrunk = image.reducev(rows / height, kernel="lanczos3")
    return np.frombuffer(shrunk.write_to_memory(), np.uint8).reshape(height, columns, bands)


def _transposed(pixels: Pixels) -> Pixels:
    rows, columns, bands = pixels.shape
    words = np.ascontiguousarray(pixels).view(np.uint32 if bands == 4 else np.uint8)
    turned = np.ascontiguousarray(words.reshape(rows, columns).T)
    return turned.view(np.uint8).reshape(columns, rows, bands)
