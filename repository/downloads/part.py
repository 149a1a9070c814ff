"""Which of a work's pages go into a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.errors import NotFoundError
from repository.models import Section, SectionPage
from repository.models.base import LanguageMap
from repository.pages import PageStatus, page_statuses

_MOST_LISTED = 200
_MARK = re.compile(r"(page|section)-([0-9a-z]{1,16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """A page or a section of a work by its id, or with neither all of it."""

    page_id: str = ""
    section_id: str = ""

    @classmethod
    def parse(cls, mark: str) -> Self:
        """The part that `str` wrote. Raises `NotFoundError` for anything else."""
        if not mark:
            return cls()
        found = _MARK.fullmatch(mark)
        if not found:
            raise NotFoundError(mark[:50])
        return cls(**{f"{found[1]}_id": found[2]})

    def __str__(self) -> str:
        if self.page_id:
            return f"page-{self.page_id}"
        return f"section-{self.section_id}" if self.section_id else ""


WHOLE = Part()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pages of a part with their numbers in the work, and how many the work shows."""

    pages: tuple[tuple[int, PageStatus], ...]
    total: int
    section: LanguageMap | None = None


def choose(session: Session, work_id: str, part: Part) -> Chosen:
    """The pages that a reader sees of a part, in the order of the work, those with a picture.

    Raises `NotFoundError` when the work has no such page or section.
    """
    shown = [page for page in page_statuses(session, work_id) if page.is_shown]
    numbered = [(number, page) for number, page in enumerate(shown, start=1)]
    section = None
    if part.page_id:
        numbered = [each for each in numbered if each[1].id == part.page_id]
        if not numbered:
            raise NotFoundError(part.page_id)
    if part.section_id:
        section, inside = _section(session, work_id, part.section_id)
        numbered = [each for each in numbered if each[1].id in inside]
    drawn = tuple(each for each in numbered if each[1].image_id)
    return Chosen(drawn, len(shown), section)


def top_sections(session: Session, work_id: str) -> list[tuple[str, LanguageMap]]:
    """Id and label of the sections at the top of a work's contents, the first 200."""
    query = select(Section.id, Section.label).where(
        Section.work_id == work_id, Section.parent_id.is_(None)
    )
    rows = session.execute(query.order_by(Section.position).limit(_MOST_LISTED))
    return [(row.id, row.label) for row in rows]


def _section(session: Session, work_id: str, section_id: str) -> tuple[LanguageMap, set[str]]:
    """What the section is called, and the pages in it and in the sections below."""
    query = select(Section.id, Section.parent_id, Section.label).where(Section.work_id == work_id)
    rows = session.execute(query).all()
    label = next((row.label for row in rows if row.id == section_id), None)
    if label is None:
        raise NotFoundError(section_id)
    below: dict[str | None, list[str]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row.id)
    inside = set(_descend(below, section_id))
    entries = select(SectionPage.section_id, SectionPage.page_id).join(
        Section, Section.id == SectionPage.section_id
    )
    found = session.execute(entries.where(Section.work_id == work_id))
    return label, {row.page_id for row in found if row.section_id in inside}


def _descend(below: dict[str | None, list[str]], top: str) -> Iterator[str]:
    seen, waiting = set(), [top]
    while waiting:
        section = waiting.pop()
        if section not in seen:
            seen.add(section)
            waiting += below.get(section, ())
            yield section
