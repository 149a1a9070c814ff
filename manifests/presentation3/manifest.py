"""Works as manifests: Presentation API 3.0, section 5.2."""

from manifests.addresses import Addresses
from manifests.description import WorkDescription
from manifests.presentation3.canvas import canvas
from manifests.presentation3.context import work_context
from manifests.presentation3.layers import join_layers
from manifests.presentation3.media import thumbnail
from manifests.presentation3.properties import descriptive, language_map, part_of
from manifests.presentation3.ranges import section_range, start
from manifests.presentation3.typed import checked_manifest
from manifests.search_services import search_services
from manifests.thumbnails import page_thumbnail
from manifests.values import Json


def manifest(work: WorkDescription, base_url: str) -> Json:
    """The manifest of a work.

    The whole structure is built first and shown to iiif-prezi3 once: it is the gate, and what
    passes it is what is sent, because its models leave out properties that they do not know.
    Raises `InvalidDocumentError` when iiif-prezi3 refuses it.
    """
    return checked_manifest(draft(work, base_url))


def draft(work: WorkDescription, base_url: str) -> Json:
    """The manifest of a work that need not be fit for publication."""
    at = Addresses(base_url)
    document: Json = {
        "@context": work_context(work),
        "id": at.manifest(work.id),
        "type": "Manifest",
    }
    document |= _descriptive(work, at)
    document |= _viewing(work, at)
    document["items"] = [canvas(work.id, page, at) for page in work.pages]
    join_layers(document, work, at)
    if work.sections:
        document["structures"] = [section_range(work.id, s, at) for s in work.sections]
    return document


def _descriptive(work: WorkDescription, at: Addresses) -> Json:
    properties = descriptive(work, at)
    own = {
        "id": at.homepage(work.id),
        "type": "Text",
        "label": language_map(work.label),
        "format": "text/html",
    }
    properties["homepage"] = [own, *properties.get("homepage", [])]
    if "thumbnail" not in properties:
        pictures = (page_thumbnail(page) for page in work.pages)
        if small := next((picture for picture in pictures if picture), None):
            properties["thumbnail"] = [thumbnail(small, at)]
    if work.part_of:
        properties["partOf"] = part_of(work.part_of, at)
    if work.searchable:
        properties["service"] = search_services(work.id, at)
    return properties


def _viewing(work: WorkDescription, at: Addresses) -> Json:
    properties: Json = {}
    if work.viewing_direction:
        properties["viewingDirection"] = work.viewing_direction
    if work.start:
        properties["start"] = start(work.id, work.start, at)
    if work.placeholder:
        properties["placeholderCanvas"] = canvas(work.id, work.placeholder, at)
    if work.accompanying:
        properties["accompanyingCanvas"] = canvas(work.id, work.accompanying, at)
    return properties
