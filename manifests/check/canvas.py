"""Pages: Presentation API 3.0, section 5.3."""

from collections.abc import Iterator
from typing import Any

from manifests.check.annotations import annotation_page
from manifests.check.fragments import number
from manifests.check.index import Index
from manifests.check.problem import Place, Problem
from manifests.check.resource import items, resource

_EXTRA = ("placeholderCanvas", "accompanyingCanvas")


def canvas(node: Any, place: Place, index: Index, *, extra: bool = False) -> Iterator[Problem]:
    """A page with all that is on it; `extra` for one that stands in for another."""
    if not isinstance(node, dict) or node.get("type") != "Canvas":
        yield place.problem("canvas")
        return
    place = place.of(node)
    yield from resource(node, "Canvas", place)
    yield from index.claim(node, place)
    if "#" in str(node.get("id")):
        yield place.problem("canvas-fragment", value=node["id"])
    yield from _extent(node, place)
    for position, page in enumerate(items(node, "items")):
        yield from annotation_page(page, place.at("items", position), index, node, painting=True)
    for position, page in enumerate(items(node, "annotations")):
        at = place.at("annotations", position)
        yield from annotation_page(page, at, index, node, painting=False)
    yield from extra_canvases(node, place, index, extra=extra)


def extra_canvases(
    node: dict[str, Any], place: Place, index: Index, *, extra: bool = False
) -> Iterator[Problem]:
    """The pages that stand in for a work or page before and while it plays."""
    for name in _EXTRA:
        if name in node and extra:
            yield place.problem("canvas-nested")
        elif name in node:
            yield from canvas(node[name], place.at(name), index, extra=True)


def _extent(node: dict[str, Any], place: Place) -> Iterator[Problem]:
    for side in ("width", "height"):
        value = node.get(side)
        if side in node and (number(value) is None or not isinstance(value, int)):
            yield place.problem("extent", property=side, value=value)
    if "duration" in node and number(node["duration"]) is None:
        yield place.problem("extent", property="duration", value=node["duration"])
    if ("width" in node) != ("height" in node):
        yield place.problem("one-side")
    elif "width" not in node and "duration" not in node:
        yield place.problem("no-extent")
