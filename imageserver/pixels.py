"""Stored tiles put together to the pixels of a region, from the nearest level."""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from imageserver import jpeg
from imageserver.errors import DamagedImageError
from imageserver.jpeg import Pixels
from imageserver.layout import Layout
from imageserver.pictures import Picture


@dataclass(frozen=True, slots=True)
class Source:
    """A part of one level: `box` is x, y, width, height in that level's pixels."""

    level: int
    box: tuple[int, int, int, int]

    @property
    def area(self) -> int:
        """Pixels to be decoded, about."""
        return self.box[2] * self.box[3]

    def holds(self, size: tuple[int, int]) -> bool:
        """Whether `size` is nowhere larger: nothing would have to be made up."""
        return size[0] <= self.box[2] and size[1] <= self.box[3]


def nearest(layout: Layout, box: tuple[int, int, int, int], size: tuple[int, int]) -> Source:
    """The smallest level that holds `box` at no less than `size`, and where it lies there."""
    x, y, w, h = box
    shrink = min(w / size[0], h / size[1])
    level = min(max(0, int(shrink).bit_length() - 1), len(layout.levels) - 1)
    scale, (width, height) = 1 << level, layout.levels[level]
    left, top = x // scale, y // scale
    right, bottom = min(width, -(-(x + w) // scale)), min(height, -(-(y + h) // scale))
    return Source(level, (left, top, right - left, bottom - top))


class Decoder:
    """Decodes regions; keeps small whole levels decoded, within a bound on their bytes."""

    def __init__(self, most_bytes: int = 12_000_000) -> None:
        self._most_bytes = most_bytes
        self._held: OrderedDict[tuple[Picture, int, int], Pixels] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def region(self, picture: Picture, source: Source, bands: int) -> Pixels:
        """(rows, columns, `bands`) of a region, colours on white."""
        x, y, w, h = source.box
        layout = picture.layout
        size = layout.levels[source.level]
        if size in layout.whole:
            pixels = self._whole(picture, layout.whole.index(size), bands)
            return pixels[y : y + h, x : x + w]
        canvas = np.empty((h, w, bands), np.uint8)
        for number, left, top in _tiles(layout, source):
            data = picture.read(picture.index.tile(source.level, number))
            _paste(canvas, jpeg.decode(data, bands), left - x, top - y)
        return canvas

    def alpha(self, picture: Picture, source: Source) -> Pixels:
        """(rows, columns, 1) of the alpha plane."""
        x, y, w, h = source.box
        canvas = np.empty((h, w, 1), np.uint8)
        width, height = picture.layout.levels[source.level]
        edge = picture.layout.tile
        for number, left, top in _tiles(picture.layout, source):
            data = picture.read(picture.index.alpha(source.level, number))
            shape = min(edge, height - top), min(edge, width - left), 1
            _paste(canvas, _inflated(data, shape), left - x, top - y)
        return canvas

    def _whole(self, picture: Picture, number: int, bands: int) -> Pixels:
        key = picture, number, bands
        held = self._held.get(key)
        if held is not None:
            return held
        pixels = jpeg.decode(picture.read(picture.index.first_whole + number), bands)
        with self._lock:
            if key not in self._held:
                self._held[key] = pixels
                self._bytes += pixels.nbytes
            while self._bytes > self._most_bytes:
                self._bytes -= self._held.popitem(last=False)[1].nbytes
        return pixels


def _tiles(layout: Layout, source: Source) -> Iterator[tuple[int, int, int]]:
    """Number, left and top of every tile that the region touches."""
    x, y, w, h = source.box
    edge, columns = layout.tile, layout.grid(source.level)[0]
    for row in range(y // edge, -(-(y + h) // edge)):
        for column in range(x // edge, -(-(x + w) // edge)):
            yield row * columns + column, column * edge, row * edge


def _paste(canvas: Pixels, tile: Pixels, left: int, top: int) -> None:
    """Copy what of the tile lies on the canvas; `left` and `top` may be negative."""
    x, y = max(0, left), max(0, top)
    part = tile[y - top : canvas.shape[0] - top, x - left : canvas.shape[1] - left]
    canvas[y : y + part.shape[0], x : x + part.shape[1]] = part


def _inflated(data: bytes, shape: tuple[int, int, int]) -> Pixels:
    size = shape[0] * shape[1]
    try:
        plane = zlib.decompressobj().decompress(data, size)
        return np.frombuffer(plane, np.uint8).reshape(shape)
    except (zlib.error, ValueError) as error:
        raise DamagedImageError("A stored alpha tile is damaged.") from error
