"""A small map of where the participants are: points on a grid, with names that do not collide."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repository.models import Institution
from repository.web import labels

WIDTH = 1000
_MARGIN = 70
_TALLEST = 540
_LETTER = 9.2  # pixels that a letter of a name is wide
_DOT = 9
_STEP = 10  # degrees between the lines of the grid

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A city: where its point and its name stand, how many participants it has, whose it is."""

    x: float
    y: float
    radius: float
    name: str
    name_x: float
    name_y: float
    anchor: str
    country: int


@dataclass(frozen=True, slots=True)
class Map:
    """The map in pixels; `columns` and `rows` are the lines of the grid."""

    width: int
    height: int
    spots: Sequence[Spot]
    columns: Sequence[float]
    rows: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Frame:
    west: float
    north: float
    scale: float
    stretch: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = _MARGIN + (longitude - self.west) * self.scale
        return x, _MARGIN + (self.north - latitude) * self.scale * self.stretch


def participants_map(institutions: Iterable[Institution], language: str) -> Map | None:
    """The map of those whose place is known, None when there are fewer than two places."""
    cities: dict[tuple[float, float], list[Institution]] = {}
    for each in institutions:
        if each.longitude is not None and each.latitude is not None:
            cities.setdefault((each.longitude, each.latitude), []).append(each)
    if len(cities) < 2:
        return None
    frame, height = _frame(list(cities))
    codes = sorted({found[0].country or "" for found in cities.values()})
    spots: list[Spot] = []
    taken = [_around(*frame.place(*place)) for place in cities]
    for place, found in sorted(cities.items()):
        name = labels.plain(found[0].city, language)
        x, y = frame.place(*place)
        name_x, name_y, anchor = _room_for(name, x, y, taken)
        radius = min(_DOT, 5 + 2 * len(found))
        country = codes.index(found[0].country or "")
        spots.append(Spot(x, y, radius, name, name_x, name_y, anchor, country))
    east, south = max(x for x, _ in cities), min(y for _, y in cities)
    return Map(
        width=WIDTH,
        height=height,
        spots=spots,
        columns=[frame.place(line, south)[0] for line in _lines(frame.west, east)],
        rows=[frame.place(frame.west, line)[1] for line in _lines(south, frame.north)],
    )


def _frame(places: Sequence[tuple[float, float]]) -> tuple[_Frame, int]:
    """Degrees to pixels: a degree of latitude is longer than one of longitude away from 0."""
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    stretch = 1 / max(0.2, math.cos(math.radians((south + north) / 2)))
    across = (WIDTH - 2 * _MARGIN) / max(1.0, east - west)
    down = (_TALLEST - 2 * _MARGIN) / (max(1.0, north - south) * stretch)
    frame = _Frame(west, north, min(across, down), stretch)
    return frame, round(frame.place(east, south)[1] + _MARGIN)


def _room_for(name: str, x: float, y: float, taken: list[Box]) -> tuple[float, float, str]:
    """Where the name stands: right, left, above or below its point, wherever there is room."""
    wide = len(name) * _LETTER
    choices = [
        (x + 13, y + 5, "start", (x + 11, y - 8, x + 13 + wide, y + 9)),
        (x - 13, y + 5, "end", (x - 13 - wide, y - 8, x - 11, y + 9)),
        (x, y - 13, "middle", (x - wide / 2, y - 29, x + wide / 2, y - 11)),
        (x, y + 26, "middle", (x - wide / 2, y + 11, x + wide / 2, y + 29)),
        (x + 8, y - 9, "start", (x + 8, y - 25, x + 8 + wide, y - 9)),
        (x - 8, y - 9, "end", (x - 8 - wide, y - 25, x - 8, y - 9)),
        (x + 8, y + 22, "start", (x + 8, y + 9, x + 8 + wide, y + 26)),
        (x - 8, y + 22, "end", (x - 8 - wide, y + 9, x - 8, y + 26)),
    ]
    name_x, name_y, anchor, box = min(choices, key=lambda each: _collisions(each[3], taken))
    taken.append(box)
    return name_x, name_y, anchor


def _collisions(box: Box, taken: Iterable[Box]) -> int:
    left, top, right, bottom = box
    outside = left < 0 or right > WIDTH
    return sum(
        left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
        for other in taken
    ) + (100 if outside else 0)


def _around(x: float, y: float) -> Box:
    return (x - _DOT, y - _DOT, x + _DOT, y + _DOT)


def _lines(first: float, last: float) -> list[int]:
    begin = math.ceil(first / _STEP) * _STEP
    return list(range(begin, math.floor(last) + 1, _STEP))
