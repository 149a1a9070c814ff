"""Places on Earth: the navPlace extension, and GeoJSON (RFC 7946)."""

from collections.abc import Iterator
from typing import Any

from manifests.check.problem import Place, Problem

_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep the positions of a geometry lie in lists."""


def nav_place(value: Any, place: Place) -> Iterator[Problem]:
    """A collection of places, or a reference to one."""
    if not isinstance(value, dict) or value.get("type") != "FeatureCollection":
        yield place.problem("place")
        return
    features = value.get("features")
    if features is None and "id" in value:
        return
    if not isinstance(features, list) or not features:
        yield place.problem("place")
        return
    for number, feature in enumerate(features):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not _is_geometry(geometry):
            yield place.at("features", number).problem("place")


def _is_geometry(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    if kind == "GeometryCollection":
        parts = value.get("geometries")
        return isinstance(parts, list) and all(_is_simple(part) for part in parts)
    return _is_simple(value)


def _is_simple(value: Any) -> bool:
    kind = str(value.get("type")) if isinstance(value, dict) else ""
    if kind not in _DEPTH:
        return False
    positions: Any = value.get("coordinates")
    if not _are_positions(positions, _DEPTH[kind]):
        return False
    if kind == "Polygon":
        return all(_is_ring(ring) for ring in positions)
    return kind != "MultiPolygon" or all(_is_ring(ring) for part in positions for ring in part)


def _are_positions(value: Any, depth: int) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if depth == 0:
        return _is_position(value)
    return all(_are_positions(part, depth - 1) for part in value)


def _is_position(value: Any) -> bool:
    if len(value) not in (2, 3) or any(type(number) not in (int, float) for number in value):
        return False
    longitude, latitude = float(value[0]), float(value[1])
    return abs(longitude) <= 180 and abs(latitude) <= 90


def _is_ring(ring: list[Any]) -> bool:
    return len(ring) >= 4 and bool(ring[0] == ring[-1])
