"""From a work's rows to its description."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from manifests.description import (
    CollectionReference,
    PageDescription,
    Start,
    WorkDescription,
)
from manifests.thumbnails import page_thumbnail
from repository.authorities import linked
from repository.downloads.links import pdf_link
from repository.models import Collection, CollectionMember, Institution, Work
from repository.presentation import pages, sections
from repository.presentation.described import common, provider
from repository.presentation.recordings import fit_behaviors
from repository.records import record_links
from repository.texts.links import work_links

PLACEHOLDER = "placeholder"
"""What stands for a page's id in the address of the canvas shown before anything is loaded."""


def describe(session: Session, work_id: str) -> tuple[Work, WorkDescription] | None:
    """The work and its description, by eight statements whatever its size; None when unknown.

    Recordings take a ninth, for their captions; names with links elsewhere one for those.
    """
    owner = Institution.id == Work.institution_id
    row = session.execute(
        select(Work, Institution).join(Institution, owner).where(Work.id == work_id)
    ).one_or_none()
    if row is None:
        return None
    work, institution = row
    described = pages.describe(session, work_id)
    by_id = {page.id: page for page in described}
    said = common(work, linked(session, work.metadata_))
    said["see_also"] += record_links(work.id)
    said["behaviors"] = fit_behaviors(said["behaviors"], described)
    thumbnail = by_id.get(work.thumbnail_page_id or "")
    searchable = any(page.annotation_pages for page in described)
    if any(page.paintings and page.duration is None for page in described):
        said["renderings"] += (pdf_link(work.id),)
    if searchable:
        said["renderings"] += work_links(work.id)
    description = WorkDescription(
        id=work.id,
        label=work.label,
        providers=(provider(institution),),
        viewing_direction=work.viewing_direction,
        pages=described,
        sections=sections.describe(session, work_id, by_id),
        start=Start(work.start_page_id) if work.start_page_id in by_id else None,
        placeholder=_placeholder(by_id.get(work.placeholder_page_id or "")),
        thumbnail=page_thumbnail(thumbnail) if thumbnail else None,
        part_of=_part_of(session, work_id),
        searchable=searchable,
        **said,
    )
    return work, description


def _placeholder(page: PageDescription | None) -> PageDescription | None:
    return replace(page, id=PLACEHOLDER) if page else None


def _part_of(session: Session, work_id: str) -> tuple[CollectionReference, ...]:
    rows = session.execute(
        select(Collection.id, Collection.label)
        .join(CollectionMember, CollectionMember.collection_id == Collection.id)
        .where(CollectionMember.work_id == work_id)
        .order_by(Collection.position, Collection.id)
    )
    return tuple(CollectionReference(key, label) for key, label in rows)
