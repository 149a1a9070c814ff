"""Canvases, ranges and annotation pages cut out of the manifest that holds them."""

from collections.abc import Iterator
from typing import Any

from manifests.errors import DocumentNotFoundError

_CONTENT = {"items", "body", "canvases", "images", "resource", "ranges", "members"}
"""What tells a part from a mere reference to it."""
_FRAGMENTS = "http://www.w3.org/TR/media-frags/"


def part(document: dict[str, Any], address: str) -> dict[str, Any]:
    """The part that has this address, as a document of its own: with `@context` and `partOf`.

    Raises `DocumentNotFoundError` when no part has it.
    """
    for node in _nodes(document):
        if address in (node.get("id"), node.get("@id")) and node.keys() & _CONTENT:
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
    if node["type"] == "AnnotationPage":
        node = node | {"items": [_aimed(item, document["id"]) for item in node["items"]]}
    return {"@context": document["@context"], **node, "partOf": [*node.get("partOf", []), whole]}


def _aimed(annotation: dict[str, Any], manifest: str) -> dict[str, Any]:
    """An annotation that tells which manifest its canvas is of, because it now stands apart.

    Paintings are left as they are: a canvas is named where they stand.
    """
    target = annotation["target"]
    if annotation["motivation"] == "painting":
        return annotation
    whole = [{"id": manifest, "type": "Manifest"}]
    if isinstance(target, str):
        canvas, _, fragment = target.partition("#")
        aimed: dict[str, Any] = {"id": canvas, "type": "Canvas", "partOf": whole}
        if fragment:
            selector = {"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": fragment}
            aimed = {"type": "SpecificResource", "source": aimed, "selector": selector}
    else:
        source = {"id": target["source"], "type": "Canvas", "partOf": whole}
        aimed = target | {"source": source}
    return annotation | {"target": aimed}
