"""The map of the participants: no name lies on a point or on another name."""

from itertools import combinations

from repository.models import Institution
from repository.web.participants_map import Spot, participants_map

CITIES = {
    "Москва": (37.6, 55.8),
    "Челябинск": (61.4, 55.2),
    "Троицк": (61.6, 54.1),
    "Костанай": (63.6, 53.2),
    "Курган": (65.3, 55.4),
    "Петропавловск": (69.1, 54.9),
    "Омск": (73.4, 55.0),
    "Новосибирск": (82.9, 55.0),
    "Алматы": (76.9, 43.2),
    "Кош-Агач": (88.7, 50.0),
}
LETTER, ABOVE = 8.8, 12  # pixels a letter is wide and high

Box = tuple[float, float, float, float]


def written(spot: Spot) -> Box:
    wide = len(spot.name) * LETTER
    left = spot.name_x - {"start": 0, "middle": wide / 2, "end": wide}[spot.anchor]
    return left, spot.name_y - ABOVE, left + wide, spot.name_y


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_names_keep_clear_of_points_and_of_each_other() -> None:
    found = participants_map(
        [
            Institution(slug=name, city={"ru": [name]}, longitude=x, latitude=y, country="kz")
            for name, (x, y) in CITIES.items()
        ],
        "ru",
    )
    assert found is not None
    assert {spot.name for spot in found.spots} == set(CITIES)
    names = [written(spot) for spot in found.spots]
    points = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in found.spots]
    assert not [(name, point) for name in names for point in points if overlap(name, point)]
    assert not [pair for pair in combinations(names, 2) if overlap(*pair)]
