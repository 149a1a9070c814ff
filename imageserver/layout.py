"""The sizes inside one stored pyramid: what the worker that wrote it tells the image server."""

from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in pixels of one stored picture.

    `levels` are (width, height) from the full picture down, each half of the one before, rounded
    up; `tile` is the edge of the square tiles; `whole` are those sizes that lie in the file as one
    finished JPEG each. `bands` is 1 for grey, 3 for colour, 4 with alpha.
    """

    width: int
    height: int
    tile: int
    levels: tuple[tuple[int, int], ...]
    whole: tuple[tuple[int, int], ...] = ()
    bands: int = 3

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON types, for the catalogue's column."""
        return {
            "width": self.width,
            "height": self.height,
            "tile": self.tile,
            "levels": [list(level) for level in self.levels],
            "whole": [list(size) for size in self.whole],
            "bands": self.bands,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """The layout that `as_json` wrote. Raises `KeyError` when a field is missing."""
        return cls(
            width=value["width"],
            height=value["height"],
            tile=value["tile"],
            levels=tuple((w, h) for w, h in value["levels"]),
            whole=tuple((w, h) for w, h in value["whole"]),
            bands=value["bands"],
        )
