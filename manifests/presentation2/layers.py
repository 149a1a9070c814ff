"""Layers: Presentation API 2.1, section 5.7."""

from manifests.addresses import Addresses
from manifests.description import WorkDescription
from manifests.errors import DocumentNotFoundError
from manifests.presentation2.context import PRESENTATION
from manifests.presentation2.texts import text
from manifests.values import Json


def layer(work: WorkDescription, layer_id: str, base_url: str) -> Json:
    """A layer as a document. Raises `DocumentNotFoundError`."""
    at = Addresses(base_url, 2)
    for described in work.layers:
        if described.id == layer_id:
            return {
                "@context": PRESENTATION,
                "@id": at.layer(work.id, layer_id),
                "@type": "sc:Layer",
                "label": text(described.label),
                "within": at.manifest(work.id),
                "total": described.total,
                "otherContent": [at.annotations(work.id, page, n) for page, n in described.pages],
            }
    raise DocumentNotFoundError(f"{work.id}: {layer_id}")
