"""Sections as ranges: Presentation API 3.0, section 5.4."""

from manifests.addresses import Addresses
from manifests.description import PageReference, SectionDescription, Start
from manifests.fragments import with_fragment
from manifests.presentation3.properties import descriptive
from manifests.values import Json


def section_range(work: str, section: SectionDescription, at: Addresses) -> Json:
    """A section with everything below it, which `every_section` has found not to be too deep."""
    document: Json = {"id": at.range(work, section.id), "type": "Range"}
    document |= descriptive(section, at)
    if section.viewing_direction:
        document["viewingDirection"] = section.viewing_direction
    if section.start:
        document["start"] = start(work, section.start, at)
    document["items"] = [
        _page(work, item, at) if isinstance(item, PageReference) else section_range(work, item, at)
        for item in section.items
    ]
    return document


def _page(work: str, reference: PageReference, at: Addresses) -> Json:
    address = with_fragment(at.canvas(work, reference.page), reference.fragment)
    return {"id": address, "type": "Canvas"}


def start(work: str, described: Start, at: Addresses) -> Json:
    """The page, or the second of it, that a viewer opens first."""
    canvas = at.canvas(work, described.page)
    if described.time is None:
        return {"id": canvas, "type": "Canvas"}
    return {
        "type": "SpecificResource",
        "source": canvas,
        "selector": {"type": "PointSelector", "t": described.time},
    }
