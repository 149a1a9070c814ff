"""Write one stored picture: a plain pyramidal TIFF with finished JPEGs and an index behind it.

The picture is read once, top to bottom, in strips one tile high. Each strip is cut into tiles and
halved; two halves make a strip of the next level. So memory is about two strips whatever the
height, all cores encode while the next strip is read, and edge tiles and small whole levels are
encoded from pixels, never from a decoded JPEG.
"""

import zlib
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
import pyvips

from imageserver import index, jpeg, tiff
from imageserver.index import Entry
from imageserver.jpeg import Pixels
from imageserver.layout import WHOLE_EDGE, Layout
from workers.strips import ImageStrips, Strips
from workers.threads import pool_for
from workers.verify import verify_pyramid

__all__ = ["QUALITY", "RECIPE", "TILE", "verify_pyramid", "write_pyramid"]

QUALITY = 87
"""Below 90, from where common writers drop chroma subsampling and tiles triple."""

RECIPE = "p1"
"""Names what the files look like; part of their keys, so raise it when the same scan would
come out otherwise."""

TILE = 256
_TOGETHER = 8
"""Tiles that a thread is handed at once: a hand-over costs a tenth of encoding a tile."""

_WAITING = 8
"""Groups of tiles in work at most: a bound on memory, far above what keeps the threads busy."""

_BUFFER = 1 << 20
"""Bytes gathered before they are written: a tile has some ten thousand."""

_BIG = 0xFFFF_0000
"""Files from this size on, in bytes, become BigTIFF."""


@dataclass(slots=True)
class _Level:
    """What is known of one level while it is written."""

    width: int
    height: int
    rows: int = 0
    pending: Pixels | None = None
    held: int = 0
    small: list[Pixels] = field(default_factory=list)
    stored: list[Entry] = field(default_factory=list)
    finished: list[Entry] = field(default_factory=list)
    alpha: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Tile:
    """The streams of one tile: for the TIFF, cut to its true size if it differs, alpha plane."""

    stored: bytes
    cut: bytes | None
    alpha: bytes | None


def write_pyramid(picture: pyvips.Image | Strips, target: Path, quality: int = QUALITY) -> Layout:
    """Write a picture to `target` and say what was written.

    An image is as `ImageStrips` wants it. Colours under alpha are laid on white in the tiles and
    the alpha plane is kept beside them. On any error nothing is left at `target`. `quality` is
    JPEG's, at most 89. Raises what reading the picture raises (`pyvips.Error`, `ScanError`), and
    `OSError` for the disk.
    """
    strips = ImageStrips(picture) if isinstance(picture, pyvips.Image) else picture
    layout = Layout.plan(strips.width, strips.height, TILE, strips.bands)
    try:
        with (
            target.open("wb", buffering=_BUFFER) as file,
            pool_for(strips.width, strips.height) as pool,
        ):
            layout = _Writer(file, pool, layout, quality).write(strips)
    except BaseException:
        with suppress(FileNotFoundError):
            target.unlink()
        raise
    return layout


class _Writer:
    """One run over one picture."""

    def __init__(self, file: BinaryIO, pool: Executor, layout: Layout, quality: int) -> None:
        self._file, self._pool, self._layout, self._quality = file, pool, layout, quality
        self._levels = [_Level(w, h) for w, h in layout.levels]
        self._waiting: deque[tuple[_Level, Future[list[_Tile]]]] = deque()
        self._position = 0

    def write(self, strips: Strips) -> Layout:
        """Everything, from the room for the header to the index, then the header."""
        self._append(bytes(tiff.HEADER_SIZE))
        for top in range(0, strips.height, TILE):
            self._strip(0, strips.read(top, min(TILE, strips.height - top)))
        self._settle(0)
        whole = [self._whole(level) for level in self._levels if level.small]
        self._append_directories()
        return self._append_index(whole)

    def _strip(self, number: int, strip: Pixels) -> None:
        """Cut one strip of a level into tiles, and pass its half on to the next level."""
        level = self._levels[number]
        level.rows += strip.shape[0]
        step = TILE * _TOGETHER
        for x in range(0, level.width, step):
            edges = range(x, min(x + step, level.width), TILE)
            pixels = [strip[:, edge : edge + TILE] for edge in edges]
            self._waiting.append((level, self._pool.submit(_tiles, pixels, self._quality)))
            self._settle(_WAITING)
        if max(level.width, level.height) <= WHOLE_EDGE:
            level.small.append(strip)
        if number + 1 < len(self._levels):
            self._halve(strip, number + 1)

    def _halve(self, strip: Pixels, number: int) -> None:
        """Hold the half of a strip until it makes a whole strip or the level's last one."""
        level = self._levels[number]
        if level.pending is None:
            rows = min(TILE, level.height - level.rows)
            level.pending = np.empty((rows, level.width, strip.shape[2]), np.uint8)
        rows = -(-strip.shape[0] // 2)
        _half(strip, level.pending[level.held : level.held + rows])
        level.held += rows
        if level.held == level.pending.shape[0]:
            whole, level.pending, level.held = level.pending, None, 0
            self._strip(number, whole)

    def _settle(self, most: int) -> None:
        """Write finished tiles until at most `most` groups are in work."""
        while len(self._waiting) > most:
            level, future = self._waiting.popleft()
            for tile in future.result():
                self._keep(level, tile)

    def _keep(self, level: _Level, tile: _Tile) -> None:
        level.stored.append(self._append(tile.stored))
        level.finished.append(level.stored[-1] if tile.cut is None else self._append(tile.cut))
        if tile.alpha is not None:
            level.alpha.append(self._append(tile.alpha))

    def _whole(self, level: _Level) -> Entry:
        if len(level.finished) == 1:
            return level.finished[0]
        return self._append(jpeg.encode(_colour(np.concatenate(level.small)), self._quality))

    def _append(self, data: bytes) -> Entry:
        entry = Entry(self._position, len(data), zlib.crc32(data))
        self._position += self._file.write(data)
        return entry

    def _append_directories(self) -> None:
        self._append(bytes(-self._position % 8))
        start, big = self._position, self._position > _BIG
        bands = min(3, self._layout.bands)
        levels = [tiff.Directory(v.width, v.height, TILE, bands, v.stored) for v in self._levels]
        self._append(tiff.directories(levels, start, big))
        end = self._file.tell()
        self._file.seek(0)
        self._file.write(tiff.header(start, big))
        self._file.seek(end)

    def _append_index(self, whole: list[Entry]) -> Layout:
        tiles = chain.from_iterable(level.finished for level in self._levels)
        alpha = chain.from_iterable(level.alpha for level in self._levels)
        entry = self._append(index.pack([*tiles, *whole, *alpha]))
        return replace(self._layout, index=(entry.offset, entry.length))


def _half(strip: Pixels, half: Pixels) -> None:
    """Means of 2 x 2 pixels, into `half`; an odd last column or row counts twice.

    OpenCV's is the quickest kept implementation by far: a sixth of Pillow's time. It halves what
    is even where it lies; only an odd edge is copied.
    """
    rows, columns, _ = strip.shape
    for down in _halves(rows):
        for across in _halves(columns):
            part = strip[down.start * 2 : down.stop * 2, across.start * 2 : across.stop * 2]
            part = _grown(part, 2 * (down.stop - down.start), 2 * (across.stop - across.start))
            size = (part.shape[1] // 2, part.shape[0] // 2)
            cv2.resize(part, size, dst=half[down, across], interpolation=cv2.INTER_AREA)


def _halves(length: int) -> list[slice]:
    """What comes from pairs and, where one is left over, what comes from it."""
    found = [slice(0, length // 2), slice(length // 2, -(-length // 2))]
    return [part for part in found if part.stop > part.start]


def _tiles(pixels: Sequence[Pixels], quality: int) -> list[_Tile]:
    return [_tile(tile, quality) for tile in pixels]


def _tile(pixels: Pixels, quality: int) -> _Tile:
    rows, columns, bands = pixels.shape
    colour, cut = _colour(pixels), None
    if (rows, columns) != (TILE, TILE):
        cut = jpeg.encode(colour, quality)
        colour = _grown(colour, TILE, TILE)  # nothing for JPEG to ring at
    alpha = zlib.compress(pixels[:, :, 3].tobytes(), 6) if bands == 4 else None
    return _Tile(jpeg.encode(colour, quality), cut, alpha)


def _grown(pixels: Pixels, rows: int, columns: int) -> Pixels:
    """The pixels with their last column and row going on, to that size."""
    more = (rows - pixels.shape[0], columns - pixels.shape[1])
    if more == (0, 0):
        return pixels
    grown: Pixels = cv2.copyMakeBorder(pixels, 0, more[0], 0, more[1], cv2.BORDER_REPLICATE)
    return grown.reshape(rows, columns, -1)


def _colour(pixels: Pixels) -> Pixels:
    """The bands that JPEG holds, each row's bytes side by side."""
    return np.ascontiguousarray(pixels[:, :, :3]) if pixels.shape[2] == 4 else pixels
