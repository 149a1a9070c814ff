"""From the rows of a table of contents to its description."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from manifests.description import (
    Fragment,
    PageReference,
    SectionDescription,
    SectionItem,
    Start,
)
from manifests.sections import HOPELESS
from repository.models import Section, SectionPage
from repository.presentation.described import common


class _Reference(NamedTuple):
    """A page in a section, and the part of it that is meant."""

    page_id: str
    fragment: dict[str, Any] | None


_Placed = tuple[int, Section | _Reference]


def describe(
    session: Session, work_id: str, pages: Collection[str]
) -> tuple[SectionDescription, ...]:
    """The sections of a work as a tree, by two statements.

    References to pages that are not among `pages`, because they have no picture yet, are left out,
    and sections that hold nothing else.
    """
    sections = session.scalars(select(Section).where(Section.work_id == work_id)).all()
    columns = (SectionPage.section_id, SectionPage.position, SectionPage.page_id)
    query = select(*columns, SectionPage.fragment).join(Section, Section.id == columns[0])
    below: dict[str | None, list[_Placed]] = {}
    for section in sections:
        below.setdefault(section.parent_id, []).append((section.position, section))
    for entry in session.execute(query.where(Section.work_id == work_id)):
        below.setdefault(entry.section_id, []).append((entry.position, _Reference(*entry[2:])))
    for placed in below.values():
        placed.sort(key=lambda each: each[0])
    items = _items(below, None, pages, 0)
    return tuple(item for item in items if isinstance(item, SectionDescription))


def _items(
    below: dict[str | None, list[_Placed]],
    above: str | None,
    pages: Collection[str],
    depth: int,
) -> list[SectionItem]:
    if depth > HOPELESS + 1:
        return []  # deep enough for the check to say that it is too deep
    found: list[SectionItem] = []
    for _, row in below.get(above, ()):
        if isinstance(row, _Reference):
            if row.page_id in pages:
                found.append(PageReference(row.page_id, _fragment(row)))
            continue
        items = _items(below, row.id, pages, depth + 1)
        if items or row.id not in below:
            found.append(_section(row, items, pages))
    return found


def _section(row: Section, items: list[SectionItem], pages: Collection[str]) -> SectionDescription:
    starts = row.start_page_id is not None and row.start_page_id in pages
    return SectionDescription(
        id=row.id,
        label=row.label,
        items=tuple(items),
        start=Start(row.start_page_id) if starts and row.start_page_id else None,
        viewing_direction=row.viewing_direction,
        **common(row),
    )


def _fragment(row: _Reference) -> Fragment | None:
    if not row.fragment:
        return None
    region = row.fragment.get("xywh")
    return Fragment(
        xywh=(region[0], region[1], region[2], region[3]) if region else None,
        start=row.fragment.get("start"),
        end=row.fragment.get("end"),
    )
