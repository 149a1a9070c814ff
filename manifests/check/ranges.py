"""Sections: Presentation API 3.0, section 5.4."""

from collections.abc import Iterator
from typing import Any

from manifests.check.canvas import extra_canvases
from manifests.check.fragments import fragment, number
from manifests.check.index import Index
from manifests.check.problem import Place, Problem
from manifests.check.resource import items, resource
from manifests.description import DEEPEST


def section_range(node: Any, place: Place, index: Index, depth: int = 0) -> Iterator[Problem]:
    """A section with everything below it."""
    if not isinstance(node, dict) or node.get("type") != "Range":
        yield place.problem("range")
        return
    place = place.of(node)
    if depth > DEEPEST:
        yield place.problem("range-depth")
        return
    yield from resource(node, "Range", place)
    yield from index.claim(node, place)
    if depth and "sequence" in items(node, "behavior"):
        yield place.problem("sequence-inside")
    yield from extra_canvases(node, place, index)
    if "start" in node:
        yield from start(node["start"], place.at("start"), index)
    for position, item in enumerate(items(node, "items")):
        yield from _item(item, place.at("items", position), index, depth)
    if "thumbnail-nav" in items(node, "behavior"):
        yield from _thumbnails(node, place)


def _item(item: Any, place: Place, index: Index, depth: int) -> Iterator[Problem]:
    kind = item.get("type") if isinstance(item, dict) else None
    if kind == "Range" and "items" in item:
        yield from section_range(item, place, index, depth + 1)
    elif kind == "Canvas":
        yield from _page(item.get("id"), "", place, index)
    elif kind == "SpecificResource":
        selector = item.get("selector")
        part = selector.get("value", "") if isinstance(selector, dict) else ""
        yield from _page(item.get("source"), part, place, index)
    elif kind != "Range":
        yield place.problem("range-item")


def _page(source: Any, part: Any, place: Place, index: Index) -> Iterator[Problem]:
    if isinstance(source, dict):
        source = source.get("id")
    address, _, own_part = str(source).partition("#")
    canvas = index.canvases.get(address)
    if canvas is None:
        yield place.problem("unknown-page", value=source)
    elif own_part or part:
        yield from fragment(own_part or str(part), canvas, place)


def _thumbnails(node: dict[str, Any], place: Place) -> Iterator[Problem]:
    for position, item in enumerate(items(node, "items")):
        if isinstance(item, dict) and item.get("type") == "Range" and "thumbnail" not in item:
            yield place.at("items", position).problem("thumbnail-nav")


def start(node: Any, place: Place, index: Index) -> Iterator[Problem]:
    """Where a viewer opens a work or section: a page of the work, or a moment of one."""
    if not isinstance(node, dict) or node.get("type") not in ("Canvas", "SpecificResource"):
        yield place.problem("start")
        return
    source = node.get("id") if node["type"] == "Canvas" else node.get("source")
    if isinstance(source, dict):
        source = source.get("id")
    canvas = index.canvases.get(str(source))
    if canvas is None:
        yield place.problem("unknown-page", value=source)
        return
    selector = node.get("selector")
    moment = selector.get("t") if isinstance(selector, dict) else None
    if moment is None:
        return
    if type(moment) not in (int, float) or not 0 <= moment <= (number(canvas.get("duration")) or 0):
        yield place.problem("fragment-outside", value=moment)
