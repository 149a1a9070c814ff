"""Our documents read by libraries that know nothing of us: @iiif/parser and manifesto.js."""

from collections.abc import Callable
from typing import Any

from tests.manifests.documents import ALL, version2, version3

Consume = Callable[[list[Any]], list[dict[str, Any]]]


def contained(document: dict[str, Any]) -> list[str]:
    """The canvases or members of a document, in its order."""
    if "@id" not in document:
        return [item["id"] for item in document["items"]]
    if "sequences" in document:
        return [canvas["@id"] for canvas in document["sequences"][0]["canvases"]]
    return [item["@id"] for item in document.get("members", document.get("manifests", []))]


def sections(value: Any) -> set[str]:
    """The addresses of all ranges, nested or in a flat list."""
    if isinstance(value, list):
        return {found for item in value for found in sections(item)}
    if not isinstance(value, dict) or "Range" not in kind(value):
        return set()
    return {address(value)} | sections(value.get("items", []))


def kind(node: dict[str, Any]) -> str:
    return str(node.get("type", node.get("@type"))).removeprefix("sc:")


def address(node: dict[str, Any]) -> str:
    return str(node.get("id", node.get("@id")))


def painted(document: dict[str, Any]) -> int:
    if document.get("type") == "Manifest":
        return sum(bool(canvas["items"]) for canvas in document["items"])
    sequences = document.get("sequences", [])
    return sum(bool(canvas["images"]) for one in sequences for canvas in one["canvases"])


def test_both_understand_every_document_in_both_versions(consume: Consume) -> None:
    documents = [make(recipe) for recipe in ALL for make in (version3, version2)]
    understood = consume(documents)
    assert len(understood) == len(documents)
    for document, readings in zip(documents, understood, strict=True):
        for reader, reading in readings.items():
            about = (reader, address(document))
            assert reading["type"] == kind(document), about
            assert reading["items"] == contained(document), about
            assert set(reading["ranges"]) == sections(document.get("structures", [])), about
            assert reading["painted"] == painted(document), about
            assert reading["label"], about


def test_both_find_the_english_title(consume: Consume) -> None:
    document = version3(ALL[-1])
    [readings] = consume([document])
    assert readings["parser"]["label"] == document["label"]
    assert readings["manifesto"]["label"] == "The Path of Abai"
