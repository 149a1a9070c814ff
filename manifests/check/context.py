"""JSON-LD: Presentation API 3.0, section 4.6."""

from collections.abc import Iterator
from typing import Any

from manifests.check.problem import Place, Problem

PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
NAV_PLACE = "http://iiif.io/api/extension/navplace/context.json"


def context(document: dict[str, Any], place: Place) -> Iterator[Problem]:
    """Ours last, that of places where there are places, none below the top, no other `@` keys."""
    found = document.get("@context")
    contexts = found if isinstance(found, list) else [found]
    if contexts[-1:] != [PRESENTATION]:
        yield place.at("@context").problem("context")
    places = False
    for where, node in _nodes(document, place):
        places = places or "navPlace" in node
        if node is not document and not _is_old_service(node):
            for name in node:
                if name.startswith("@"):
                    yield where.problem("at-key", property=name)
    if places and NAV_PLACE not in contexts:
        yield place.at("@context").problem("context-places")


def _is_old_service(node: dict[str, Any]) -> bool:
    """Services of the time before version 3 keep their own names for things."""
    return "@id" in node or ("@context" in node and "profile" in node)


def _nodes(document: dict[str, Any], place: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    waiting: list[tuple[Place, Any]] = [(place, document)]
    while waiting:
        where, node = waiting.pop()
        if not isinstance(node, dict):
            continue
        yield where, node
        for name, value in reversed(node.items()):
            if isinstance(value, list):
                below = [(where.at(name, n), item) for n, item in enumerate(value)]
                waiting.extend(reversed(below))
            else:
                waiting.append((where.at(name), value))
