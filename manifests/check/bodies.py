"""What is painted on a page: kinds, sizes and durations that have to agree."""

from collections.abc import Iterator
from typing import Any

from manifests.check.fragments import number
from manifests.check.problem import Place, Problem
from manifests.check.resource import items, resource

_NEEDS = {
    "Image": ("width", "height"),
    "Sound": ("duration",),
    "Video": ("width", "height", "duration"),
}
"""What a page has to have before a medium can be painted on it: section 5.3."""
_SHAPE = 0.02
"""By how much width to height may differ between a picture and its page."""
_SECONDS = 1.0
"""By how much a page may be longer or shorter than what is heard on it."""


def painted_body(node: dict[str, Any], canvas: dict[str, Any], place: Place) -> Iterator[Problem]:
    """The body of a painting annotation, each of a choice."""
    place = place.at("body")
    body = node.get("body")
    if not isinstance(body, dict):
        # A list of bodies is one painting made of all of them, which version 3.0 has no use for.
        if not isinstance(body, list) or not body:
            yield place.problem("body")
            return
        body = {"type": "Choice", "items": body}
    whole = isinstance(node.get("target"), str) and "#" not in node["target"]
    if body.get("type") != "Choice":
        yield from _body(body, canvas, place, whole=whole)
        return
    choices = items(body, "items")
    if not choices:
        yield place.problem("choice")
    for position, choice in enumerate(choices):
        yield from _body(choice, canvas, place.at("items", position), whole=whole)


def _body(body: Any, canvas: dict[str, Any], place: Place, *, whole: bool) -> Iterator[Problem]:
    if isinstance(body, dict) and body.get("type") == "SpecificResource":
        body, place, whole = body.get("source"), place.at("source"), False
    if not isinstance(body, dict):
        yield place.problem("body")
        return
    if body.get("type") == "TextualBody":
        return
    if not {"id", "type"} <= body.keys():
        yield place.problem("body")
        return
    yield from resource(body, "body", place)
    missing = [n for n in _NEEDS.get(str(body["type"]), ()) if number(canvas.get(n)) is None]
    if missing:
        yield place.problem("canvas-needs", property=missing[0], kind=body["type"])
    yield from _services(body, place)
    if whole:
        yield from _agreement(body, canvas, place)


def _services(body: dict[str, Any], place: Place) -> Iterator[Problem]:
    for found in items(body, "service"):
        if isinstance(found, dict) and body["id"] in (found.get("id"), found.get("@id")):
            yield place.problem("body-is-service", value=body["id"])


def _agreement(body: dict[str, Any], canvas: dict[str, Any], place: Place) -> Iterator[Problem]:
    sizes = [number(one.get(side)) for one in (body, canvas) for side in ("width", "height")]
    if all(sizes):
        width, height, across, down = (size or 1.0 for size in sizes)
        if abs(width / height * down / across - 1) > max(_SHAPE, 2 / min(width, height)):
            size, page = f"{width:g}×{height:g}", f"{across:g}×{down:g}"
            yield place.problem("shape", size=size, page=page)
    lasts, page_lasts = number(body.get("duration")), number(canvas.get("duration"))
    if lasts and page_lasts and abs(lasts - page_lasts) > _SECONDS:
        yield place.problem("duration", seconds=f"{lasts:g}", page=f"{page_lasts:g}")
