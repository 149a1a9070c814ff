"""Where the rows of a picture come from: from libvips, from memory, or straight from a file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import pyvips

from imageserver.jpeg import Pixels
from workers.errors import TruncatedError

_FETCHED = 16
"""Rows that libvips is asked for at once."""


class Strips(Protocol):
    """A picture that is read once, from top to bottom.

    1 band is grey, 3 are sRGB, a fourth is alpha over colours that lie on white.
    """

    @property
    def width(self) -> int:
        """Columns in pixels."""
        ...

    @property
    def height(self) -> int:
        """Rows in pixels."""
        ...

    @property
    def bands(self) -> int:
        """Bytes of a pixel."""
        ...

    def read(self, top: int, rows: int) -> Pixels:
        """The next rows, as (rows, `width`, `bands`); nobody writes into them."""
        ...


class ImageStrips:
    """What libvips makes while it is read: from any format, in any colours, turned, cut.

    The picture is upright, 8 bits a band: grey, sRGB, or either with alpha. `read` raises
    `pyvips.Error` where the scan is broken.
    """

    def __init__(self, image: pyvips.Image) -> None:
        flat = _with_ground(image)
        self.width: int = flat.width
        self.height: int = flat.height
        self.bands: int = flat.bands
        # One region for all: pictures of their own for each strip would forget what the reader has
        # decoded already, and strips of a TIFF end anywhere.
        self._region = pyvips.Region.new(flat)

    def read(self, top: int, rows: int) -> Pixels:
        """Few rows at a time: what is copied then stays in the processor's caches.

        A whole strip at once takes three times as long for a plain page, eight for a wide one.
        """
        strip = np.empty((rows, self.width, self.bands), np.uint8)
        for y in range(0, rows, _FETCHED):
            part = strip[y : y + _FETCHED]
            data = self._region.fetch(0, top + y, self.width, part.shape[0])
            part[:] = np.frombuffer(data, np.uint8).reshape(part.shape)
        return strip


class HeldStrips:
    """A picture that is in memory, as (rows, columns, 1 or 3): nothing is copied."""

    def __init__(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self.height, self.width, self.bands = pixels.shape

    def read(self, top: int, rows: int) -> Pixels:
        """A view."""
        return self._pixels[top : top + rows]


class FileStrips:
    """Pixels that lie in a file as they are, in runs of `rows_each` rows that begin at `offsets`.

    To be closed. Raises `OSError`; `read` raises `TruncatedError`, too.
    """

    def __init__(
        self, path: Path, shape: tuple[int, int, int], offsets: Sequence[int], rows_each: int
    ) -> None:
        self.height, self.width, self.bands = shape
        self._offsets, self._rows_each = offsets, rows_each
        self._file = path.open("rb", buffering=0)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, top: int, rows: int) -> Pixels:
        """Each run by one read, into its place."""
        strip = np.empty((rows, self.width, self.bands), np.uint8)
        done = 0
        while done < rows:
            run, skipped = divmod(top + done, self._rows_each)
            part = strip[done : done + self._rows_each - skipped]
            self._fill(part, self._offsets[run] + skipped * self.width * self.bands)
            done += part.shape[0]
        return strip

    def _fill(self, part: Pixels, offset: int) -> None:
        left = part.reshape(-1).data
        while left:
            got = os.preadv(self._file.fileno(), [left], offset)
            if not got:
                raise TruncatedError(f"no pixels at {offset}")
            left, offset = left[got:], offset + got


def _with_ground(image: pyvips.Image) -> pyvips.Image:
    """Grey and colour as they are; alpha as colour on white, with the alpha plane as band 4."""
    if not image.hasalpha():
        return image.cast("uchar")
    alpha = image[image.bands - 1].cast("uchar")
    colour = image.flatten(background=[255] * (image.bands - 1)).cast("uchar")
    if colour.bands == 1:
        colour = colour.bandjoin([colour, colour])
    return colour.bandjoin(alpha)
