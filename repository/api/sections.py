"""Tables of contents."""

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import versions
from repository.api.answers import ContentsOut, SectionOut, SectionPageOut, section_out
from repository.api.caller import caller, editable_work, repository
from repository.api.operation import Operations
from repository.api.state import check_state
from repository.changes.sections import (
    change_section,
    make_section,
    replace_contents,
    section_of,
)
from repository.models import Section, SectionPage
from repository.permissions import Right
from repository.revisions import touch
from repository.schemas.section import ContentsIn, SectionChange, SectionIn
from repository.schemas.values import Fragment
from repository.works import get_work

operations = Operations()
_PATH = "/works/{work}/sections"
_Items = list[SectionPageOut | SectionOut]


@operations("GET", _PATH, "Read the table of contents", answers=ContentsOut)
def read_contents(work: str) -> ContentsOut:
    """The whole tree."""
    with repository().database.read() as session:
        get_work(session, work)
        return _contents(session, work)


@operations(
    "PUT",
    _PATH,
    "Replace the table of contents",
    takes=ContentsIn,
    answers=ContentsOut,
    changes=True,
)
def put_contents(work: str, sent: ContentsIn) -> ContentsOut:
    """Sections that are sent with their `id` keep it, and with it their address."""
    with repository().database.write() as session:
        found = editable_work(session, work, Right.ARRANGE)
        check_state(_contents(session, work))
        replace_contents(session, found, sent.sections)
        versions.record(session, found, caller().id)
        session.flush()
        session.expire_all()
        return _contents(session, work)


@operations(
    "POST",
    _PATH,
    "Add a section",
    takes=SectionIn,
    answers=SectionOut,
    status=201,
    query={"parent": "the section it lies in; at the top without it"},
)
def create_section(work: str, sent: SectionIn) -> SectionOut:
    """At the end of its parent."""
    with repository().database.write() as session:
        found = editable_work(session, work, Right.ARRANGE)
        above = request.args.get("parent")
        parent = section_of(session, work, above) if above else None
        made = make_section(session, found, parent, sent)
        versions.record(session, found, caller().id)
        session.flush()
        return _one(session, work, made)


@operations("GET", _PATH + "/{section}", "Read a section", answers=SectionOut)
def read_section(work: str, section: str) -> SectionOut:
    """With all that is in it."""
    with repository().database.read() as session:
        return _one(session, work, section_of(session, work, section))


@operations(
    "PATCH",
    _PATH + "/{section}",
    "Change a section",
    takes=SectionChange,
    answers=SectionOut,
    changes=True,
)
def patch_section(work: str, section: str, sent: SectionChange) -> SectionOut:
    """Fields that are left out stay as they are; `items` replace everything in it."""
    with repository().database.write() as session:
        found = editable_work(session, work, Right.ARRANGE)
        row = section_of(session, work, section)
        check_state(_one(session, work, row))
        change_section(session, found, row, sent)
        versions.record(session, found, caller().id)
        session.flush()
        session.expire_all()
        return _one(session, work, section_of(session, work, section))


@operations("DELETE", _PATH + "/{section}", "Remove a section", status=204, changes=True)
def delete_section(work: str, section: str) -> None:
    """With all sections in it; the pages stay in the work."""
    with repository().database.write() as session:
        found = editable_work(session, work, Right.ARRANGE)
        row = section_of(session, work, section)
        check_state(_one(session, work, row))
        session.delete(row)
        touch(session, found)
        versions.record(session, found, caller().id)


def _contents(session: Session, work_id: str) -> ContentsOut:
    below = _below(session, work_id)
    sections = [row for _, row in below.get(None, []) if isinstance(row, Section)]
    return ContentsOut(sections=[_out(below, row) for row in sections])


def _one(session: Session, work_id: str, section: Section) -> SectionOut:
    return _out(_below(session, work_id), section)


_Below = dict[str | None, list[tuple[int, Section | SectionPage]]]


def _below(session: Session, work_id: str) -> _Below:
    below: _Below = {}
    for section in session.scalars(select(Section).where(Section.work_id == work_id)):
        below.setdefault(section.parent_id, []).append((section.position, section))
    query = select(SectionPage).join(Section, Section.id == SectionPage.section_id)
    for entry in session.scalars(query.where(Section.work_id == work_id)):
        below.setdefault(entry.section_id, []).append((entry.position, entry))
    for placed in below.values():
        placed.sort(key=lambda each: each[0])
    return below


def _out(below: _Below, section: Section) -> SectionOut:
    items: _Items = []
    for _, row in below.get(section.id, []):
        if isinstance(row, Section):
            items.append(_out(below, row))
        else:
            fragment = Fragment(**row.fragment) if row.fragment else None
            items.append(SectionPageOut(page=row.page_id, fragment=fragment))
    return section_out(section, items)
