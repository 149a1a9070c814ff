"""Layers as annotation collections: Presentation API 3.0, section 5.8."""

from itertools import pairwise

from manifests.addresses import Addresses
from manifests.description import AnnotationCollectionDescription, WorkDescription
from manifests.errors import DocumentNotFoundError
from manifests.presentation3.context import PRESENTATION
from manifests.presentation3.properties import language_map
from manifests.values import Json


def layer(work: WorkDescription, layer_id: str, base_url: str) -> Json:
    """A layer as a document. Raises `DocumentNotFoundError`."""
    at = Addresses(base_url)
    for described in work.layers:
        if described.id == layer_id:
            pages = _pages(work.id, described, at)
            ends: Json = {"first": pages[0], "last": pages[-1]} if pages else {}
            whole = {"id": at.manifest(work.id), "type": "Manifest"}
            head = {"@context": PRESENTATION, **_layer(work.id, described, at)}
            return head | {"partOf": [whole]} | ends
    raise DocumentNotFoundError(f"{work.id}: {layer_id}")


def join_layers(document: Json, work: WorkDescription, at: Addresses) -> None:
    """Tell the annotation pages of a manifest which layer they are of, and which page is next."""
    links = {
        address: link
        for described in work.layers
        for address, link in _links(work.id, described, at).items()
    }
    for canvas in document["items"] if links else ():
        for page in canvas.get("annotations", ()):
            page |= links.get(page["id"], {})


def _links(work: str, described: AnnotationCollectionDescription, at: Addresses) -> dict[str, Json]:
    pages = _pages(work, described, at)
    links: dict[str, Json] = {page: {"partOf": [_layer(work, described, at)]} for page in pages}
    for before, after in pairwise(pages):
        links[before]["next"] = after
        links[after]["prev"] = before
    return links


def _layer(work: str, described: AnnotationCollectionDescription, at: Addresses) -> Json:
    return {
        "id": at.layer(work, described.id),
        "type": "AnnotationCollection",
        "label": language_map(described.label),
        "total": described.total,
    }


def _pages(work: str, described: AnnotationCollectionDescription, at: Addresses) -> list[str]:
    return [at.annotations(work, page, name) for page, name in described.pages]
