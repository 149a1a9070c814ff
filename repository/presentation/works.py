"""From a work's rows to its description."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from imageserver.layout import Layout
from manifests.description import (
    CollectionReference,
    ImageDescription,
    InstitutionDescription,
    Link,
    MetadataEntry,
    PageDescription,
    PaintingDescription,
    WorkDescription,
)
from repository.models import (
    Collection,
    CollectionMember,
    Derivative,
    Institution,
    Page,
    Work,
)


def describe(session: Session, work_id: str) -> tuple[Work, WorkDescription] | None:
    """The work and its description, by three statements whatever its size; None when unknown.

    Pages whose first picture is not made yet are left out.
    """
    owner = Institution.id == Work.institution_id
    row = session.execute(
        select(Work, Institution).join(Institution, owner).where(Work.id == work_id)
    ).one_or_none()
    if row is None:
        return None
    work, institution = row
    description = WorkDescription(
        id=work.id,
        label=work.label,
        summary=work.summary,
        metadata=tuple(_entry(entry) for entry in work.metadata_),
        required_statement=_entry(work.required_statement) if work.required_statement else None,
        rights=work.rights or "",
        providers=(provider(institution),),
        behaviors=(work.behavior,) if work.behavior else (),
        viewing_direction=work.viewing_direction,
        pages=_pages(session, work_id),
        part_of=_part_of(session, work_id),
    )
    return work, description


def provider(institution: Institution) -> InstitutionDescription:
    """The library as the provider of its works."""
    site = (
        (Link(institution.homepage, "Text", institution.label, "text/html"),)
        if institution.homepage
        else ()
    )
    return InstitutionDescription(
        href=f"/institutions/{institution.slug}", label=institution.label, homepages=site
    )


def image(derivative: Derivative) -> ImageDescription:
    """A picture of the image server."""
    layout = Layout.from_json(derivative.layout)
    return ImageDescription(
        id=derivative.id, width=layout.width, height=layout.height, sizes=layout.whole
    )


def _pages(session: Session, work_id: str) -> tuple[PageDescription, ...]:
    rows = session.execute(
        select(Page, Derivative)
        .join(Derivative, Derivative.id == Page.derivative_id)
        .where(Page.work_id == work_id)
        .order_by(Page.position, Page.id)
    )
    return tuple(_page(page, image(derivative)) for page, derivative in rows)


def _page(page: Page, picture: ImageDescription) -> PageDescription:
    return PageDescription(
        id=page.id,
        label=page.label or {"none": [str(page.position)]},
        width=picture.width,
        height=picture.height,
        paintings=(PaintingDescription(media=(picture,)),),
    )


def _part_of(session: Session, work_id: str) -> tuple[CollectionReference, ...]:
    rows = session.execute(
        select(Collection.id, Collection.label)
        .join(CollectionMember, CollectionMember.collection_id == Collection.id)
        .where(CollectionMember.work_id == work_id)
        .order_by(Collection.position, Collection.id)
    )
    return tuple(CollectionReference(key, label) for key, label in rows)


def _entry(entry: dict[str, Any]) -> MetadataEntry:
    return MetadataEntry(entry["label"], entry["value"])
