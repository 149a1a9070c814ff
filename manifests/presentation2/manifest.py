"""Works as manifests: Presentation API 2.1, sections 5.1 and 5.2."""

from manifests.addresses import Addresses
from manifests.description import Link, WorkDescription
from manifests.presentation2.canvas import canvas
from manifests.presentation2.context import PRESENTATION
from manifests.presentation2.media import thumbnail
from manifests.presentation2.ranges import ranges
from manifests.presentation2.texts import descriptive, link
from manifests.search_services import search_service1
from manifests.thumbnails import page_thumbnail
from manifests.values import Json


def manifest(work: WorkDescription, base_url: str) -> Json:
    """The manifest of a work, with the one sequence of its pages."""
    at = Addresses(base_url, 2)
    document: Json = {
        "@context": PRESENTATION,
        "@id": at.manifest(work.id),
        "@type": "sc:Manifest",
    }
    document |= _descriptive(work, at)
    document["sequences"] = [_sequence(work, at)]
    if work.sections:
        document["structures"] = ranges(work, at)
    return document


def _descriptive(work: WorkDescription, at: Addresses) -> Json:
    properties = descriptive(work, "sc:Manifest", at)
    own = Link(at.homepage(work.id), "Text", work.label, "text/html")
    properties["related"] = [link(own, at), *properties.get("related", [])]
    if "thumbnail" not in properties:
        pictures = (page_thumbnail(page) for page in work.pages)
        if small := next((picture for picture in pictures if picture), None):
            properties["thumbnail"] = thumbnail(small, at)
    if work.viewing_direction:
        properties["viewingDirection"] = work.viewing_direction
    if work.part_of:
        properties["within"] = [at.collection(collection.id) for collection in work.part_of]
    if work.searchable:
        properties["service"] = search_service1(work.id, at)
    return properties


def _sequence(work: WorkDescription, at: Addresses) -> Json:
    sequence: Json = {"@id": at.sequence(work.id), "@type": "sc:Sequence"}
    if work.viewing_direction:
        sequence["viewingDirection"] = work.viewing_direction
    if work.start:
        sequence["startCanvas"] = at.canvas(work.id, work.start.page)
    sequence["canvases"] = [canvas(work.id, p, n, at) for n, p in enumerate(work.pages, start=1)]
    return sequence
