"""Collections: Presentation API 3.0, section 5.1."""

from collections.abc import Iterator
from typing import Any

from manifests.check.canvas import extra_canvases
from manifests.check.index import Index
from manifests.check.problem import Place, Problem
from manifests.check.resource import items, resource

_DEEPEST = 20


def collection(
    node: dict[str, Any], place: Place, index: Index, depth: int = 0
) -> Iterator[Problem]:
    """A collection with its members; collections may stand in it whole, works never."""
    place = place.of(node)
    yield from resource(node, "Collection", place)
    yield from index.claim(node, place)
    yield from extra_canvases(node, place, index)
    for position, member in enumerate(items(node, "items")):
        yield from _member(member, place.at("items", position), index, depth)


def _member(member: Any, place: Place, index: Index, depth: int) -> Iterator[Problem]:
    kind = member.get("type") if isinstance(member, dict) else None
    if kind == "Collection" and "items" in member:
        if depth < _DEEPEST:
            yield from collection(member, place, index, depth + 1)
        return
    if kind not in ("Manifest", "Collection"):
        yield place.problem("member")
        return
    if "items" in member:
        yield place.problem("member-embedded")
        return
    if "label" not in member:
        yield place.problem("missing", property="label", kind=kind)
    # A reference lacks what the document itself has to have.
    yield from resource({"items": [member]} | member, kind, place)
