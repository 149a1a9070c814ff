"""The sizes inside one stored pyramid: what the worker that wrote it tells the image server."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

WHOLE_EDGE = 1024
"""Levels up to this long edge, in pixels, are also stored as one finished JPEG each."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in pixels of one stored picture, and where in the file its index lies.

    `levels` are (width, height) from the full picture down, each half of the one before, rounded
    up; `tile` is the edge of the square tiles; `whole` are those sizes that lie in the file as one
    finished JPEG each. `bands` is 1 for grey, 3 for colour, 4 with alpha. `index` is the offset and
    length in bytes of the block that tells where every tile lies.
    """

    width: int
    height: int
    tile: int
    levels: tuple[tuple[int, int], ...]
    whole: tuple[tuple[int, int], ...] = ()
    bands: int = 3
    index: tuple[int, int] = (0, 0)

    @classmethod
    def plan(cls, width: int, height: int, tile: int, bands: int) -> Self:
        """The layout of a picture of this size; its index is known once the file is written."""
        levels = [(width, height)]
        while max(levels[-1]) > tile:
            w, h = levels[-1]
            levels.append((-(-w // 2), -(-h // 2)))
        whole = tuple(size for size in levels if max(size) <= WHOLE_EDGE)
        return cls(width, height, tile, tuple(levels), whole, bands)

    def grid(self, level: int) -> tuple[int, int]:
        """Columns and rows of tiles of a level."""
        w, h = self.levels[level]
        return -(-w // self.tile), -(-h // self.tile)

    def tile_sizes(self, level: int) -> Iterator[tuple[int, int]]:
        """Width and height of every tile of a level, row by row; those at the edge are smaller."""
        width, height = self.levels[level]
        for y in range(0, height, self.tile):
            for x in range(0, width, self.tile):
                yield min(self.tile, width - x), min(self.tile, height - y)

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON types, for the catalogue's column."""
        return {
            "width": self.width,
            "height": self.height,
            "tile": self.tile,
            "levels": [list(level) for level in self.levels],
            "whole": [list(size) for size in self.whole],
            "bands": self.bands,
            "index": list(self.index),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The layout that `as_json` wrote. Raises `KeyError` when a field is missing."""
        offset, length = value["index"]
        return cls(
            width=value["width"],
            height=value["height"],
            tile=value["tile"],
            levels=tuple((w, h) for w, h in value["levels"]),
            whole=tuple((w, h) for w, h in value["whole"]),
            bands=value["bands"],
            index=(offset, length),
        )
