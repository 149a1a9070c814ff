"""Canvases, ranges and annotation pages cut out of the manifest that holds them."""

from collections.abc import Iterator
from typing import Any

from manifests.errors import DocumentNotFoundError


def part(document: dict[str, Any], address: str) -> dict[str, Any]:
    """The part that has this address, as a document of its own: with `@context` and `partOf`.

    Raises `DocumentNotFoundError` when no part has it.
    """
    for node in _nodes(document):
        if address in (node.get("id"), node.get("@id")) and len(node) > 2:
            return _alone(document, node)
    raise DocumentNotFoundError(address)


def _nodes(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every object of the document; a reference to a part comes after the part."""
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _alone(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    if "@id" in document:
        return {"@context": document["@context"], **node, "within": document["@id"]}
    whole = {name: document[name] for name in ("id", "type", "label")}
    return {"@context": document["@context"], **node, "partOf": [*node.get("partOf", []), whole]}
