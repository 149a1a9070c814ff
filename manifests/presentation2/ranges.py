"""Sections as a flat list of ranges: Presentation API 2.1, section 5.6."""

from typing import Any

from manifests.addresses import Addresses
from manifests.description import Fragment, PageReference, SectionDescription, WorkDescription
from manifests.fragments import with_fragment
from manifests.presentation2.texts import descriptive, text
from manifests.sections import every_section
from manifests.values import Json


def ranges(work: WorkDescription, at: Addresses) -> list[Json]:
    """Every section of a work, each naming those directly below it.

    Raises `InvalidDocumentError` for sections that lie too deep in each other to be written.
    """
    labels = {page.id: text(page.label) for page in work.pages}
    return [_range(work.id, section, labels, at) for section in every_section(work)]


def _range(work: str, section: SectionDescription, labels: dict[str, Any], at: Addresses) -> Json:
    document: Json = {"@id": at.range(work, section.id), "@type": "sc:Range"}
    document |= descriptive(section, "sc:Range", at)
    if section.viewing_direction:
        document["viewingDirection"] = section.viewing_direction
    if section.start:
        document["startCanvas"] = at.canvas(work, section.start.page)
    return document | _items(work, section, labels, at)


def _items(work: str, section: SectionDescription, labels: dict[str, Any], at: Addresses) -> Json:
    pages = [item for item in section.items if isinstance(item, PageReference)]
    below = [item for item in section.items if isinstance(item, SectionDescription)]
    if pages and below:
        return {"members": [_member(work, item, labels, at) for item in section.items]}
    if pages:
        return {"canvases": [_page(work, page, at) for page in pages]}
    return {"ranges": [at.range(work, one.id) for one in below]}


def _member(
    work: str, item: SectionDescription | PageReference, labels: dict[str, Any], at: Addresses
) -> Json:
    if isinstance(item, PageReference):
        label = labels.get(item.page, item.page)
        return {"@id": _page(work, item, at), "@type": "sc:Canvas", "label": label}
    return {"@id": at.range(work, item.id), "@type": "sc:Range", "label": text(item.label)}


def _page(work: str, reference: PageReference, at: Addresses) -> str:
    # Version 2.1 knows no time, and a page that is only heard has a made-up size.
    area = reference.fragment and reference.fragment.xywh
    return with_fragment(at.canvas(work, reference.page), Fragment(area) if area else None)
