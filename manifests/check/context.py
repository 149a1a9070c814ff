"""JSON-LD: Presentation API 3.0, section 4.6."""

from collections.abc import Callable, Iterator
from typing import Any

from manifests.check.problem import Place, Problem

PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
NAV_PLACE = "http://iiif.io/api/extension/navplace/context.json"
SEARCH = "http://iiif.io/api/search/2/context.json"
TEXT_GRANULARITY = "http://iiif.io/api/extension/text-granularity/context.json"


def context(document: dict[str, Any], place: Place) -> Iterator[Problem]:
    """Ours last, those of extensions where they are used, none below the top, no other `@` keys."""
    found = document.get("@context")
    contexts = found if isinstance(found, list) else [found]
    if contexts[-1:] != [PRESENTATION]:
        yield place.at("@context").problem("context")
    used: set[str] = set()
    for where, node in _nodes(document, place):
        used |= {wanted for wanted, uses in _EXTENSIONS.items() if uses(node)}
        if node is not document and not _is_old_service(node):
            for name in node:
                if name.startswith("@"):
                    yield where.problem("at-key", property=name)
    for wanted in sorted(used - {each for each in contexts if isinstance(each, str)}):
        yield place.at("@context").problem(_PROBLEMS[wanted])


_EXTENSIONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    NAV_PLACE: lambda node: "navPlace" in node,
    SEARCH: lambda node: node.get("type") == "SearchService2",
    TEXT_GRANULARITY: lambda node: "textGranularity" in node,
}
_PROBLEMS = {
    NAV_PLACE: "context-places",
    SEARCH: "context-search",
    TEXT_GRANULARITY: "context-text",
}


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
