"""Changing the table of contents."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from manifests.description import DEEPEST
from repository.changes.assign import assign, without_nothing
from repository.changes.works import page_ids
from repository.errors import NotFoundError
from repository.ids import new_id
from repository.models import Section, SectionPage, Work
from repository.revisions import touch
from repository.schemas.errors import Fault, FaultyError
from repository.schemas.section import SectionChange, SectionIn, SectionPageIn

_MOST = 50_000


def replace_contents(session: Session, work: Work, sections: Sequence[SectionIn]) -> None:
    """Make these the table of contents; sections with an `id` keep it. Raises `FaultyError`."""
    _check(sections, "sections", page_ids(session, work.id), _ids(session, work.id))
    session.execute(delete(Section).where(Section.work_id == work.id))
    _write(session, work.id, None, sections)
    touch(session, work)


def make_section(session: Session, work: Work, parent: Section | None, sent: SectionIn) -> Section:
    """A new section after all that its parent, or the work, holds. Raises `FaultyError`."""
    _check([sent], "", page_ids(session, work.id), set(), _depth(session, parent))
    position = _last(session, work.id, parent) + 1
    (section,) = _write(session, work.id, parent.id if parent else None, [sent], position)
    touch(session, work)
    return section


def change_section(session: Session, work: Work, section: Section, sent: SectionChange) -> None:
    """Change a section; `items`, when sent, replace everything in it. Raises `FaultyError`."""
    pages = page_ids(session, work.id)
    if sent.start_page and sent.start_page not in pages:
        raise FaultyError([Fault("start_page", f"the work has no page {sent.start_page!r}")])
    assign(section, sent, "items")
    if "items" in sent.model_fields_set:
        inside = _below(session, section)
        _check(sent.items, "items", pages, inside, _depth(session, section))
        session.execute(delete(SectionPage).where(SectionPage.section_id == section.id))
        session.execute(delete(Section).where(Section.parent_id == section.id))
        _write(session, work.id, section.id, sent.items)
    touch(session, work)


def section_of(session: Session, work_id: str, section_id: str) -> Section:
    """The section, if it belongs to this work. Raises `NotFoundError`."""
    section = session.get(Section, section_id)
    if section is None or section.work_id != work_id:
        raise NotFoundError(section_id)
    return section


def _write(
    session: Session,
    work_id: str,
    parent_id: str | None,
    items: Sequence[SectionIn | SectionPageIn],
    first: int = 1,
) -> list[Section]:
    """Write sections with all that is in them, by two statements; those at the top."""
    rows: list[Section | SectionPage] = []
    made = _rows(work_id, parent_id, items, first, rows)
    # Each after the one it lies in, which the database wants to see first.
    session.add_all(row for row in rows if isinstance(row, Section))
    session.flush()
    session.add_all(row for row in rows if isinstance(row, SectionPage))
    session.flush()
    return made


def _rows(
    work_id: str,
    parent_id: str | None,
    items: Sequence[SectionIn | SectionPageIn],
    first: int,
    rows: list[Section | SectionPage],
) -> list[Section]:
    made = []
    for position, item in enumerate(items, start=first):
        if isinstance(item, SectionPageIn):
            fragment = without_nothing(item.fragment.model_dump()) if item.fragment else None
            entry = SectionPage(
                section_id=parent_id, position=position, page_id=item.page, fragment=fragment
            )
            rows.append(entry)
            continue
        section = Section(
            id=item.id or new_id(), work_id=work_id, parent_id=parent_id, position=position
        )
        assign(section, item, "items", "id")
        made.append(section)
        rows.append(section)
        _rows(work_id, section.id, item.items, 1, rows)
    return made


def _check(
    items: Sequence[SectionIn | SectionPageIn],
    path: str,
    pages: Collection[str],
    known: set[str],
    depth: int = 0,
) -> None:
    faults: list[Fault] = []
    count = _look(items, path, pages, known, depth, faults, set())
    if count > _MOST:
        faults.append(Fault(path, f"holds more than {_MOST} entries"))
    if faults:
        raise FaultyError(faults[:100])


def _look(
    items: Sequence[SectionIn | SectionPageIn],
    path: str,
    pages: Collection[str],
    known: set[str],
    depth: int,
    faults: list[Fault],
    seen: set[str],
) -> int:
    count = len(items)
    for number, item in enumerate(items):
        here = f"{path}[{number}]" if path else ""
        dot = f"{here}." if here else ""
        page = item.page if isinstance(item, SectionPageIn) else item.start_page
        name = "page" if isinstance(item, SectionPageIn) else "start_page"
        if page and page not in pages:
            faults.append(Fault(f"{dot}{name}", f"the work has no page {page!r}"))
        if isinstance(item, SectionPageIn):
            continue
        if item.id and (item.id in seen or item.id not in known):
            faults.append(
                Fault(f"{dot}id", f"{item.id!r} is no section of this work, or named twice")
            )
        seen.add(item.id or "")
        if depth >= DEEPEST:
            faults.append(Fault(here or "items", f"lies more than {DEEPEST} deep"))
            continue
        count += _look(item.items, f"{dot}items", pages, known, depth + 1, faults, seen)
    return count


def _ids(session: Session, work_id: str) -> set[str]:
    return set(session.scalars(select(Section.id).where(Section.work_id == work_id)))


def _below(session: Session, section: Section) -> set[str]:
    """The ids of the sections inside a section."""
    rows = session.execute(
        select(Section.parent_id, Section.id).where(Section.work_id == section.work_id)
    )
    children: dict[str | None, list[str]] = {}
    for parent, child in rows:
        children.setdefault(parent, []).append(child)
    found: set[str] = set()
    waiting = [section.id]
    while waiting:
        below = [key for key in children.get(waiting.pop(), []) if key not in found]
        found.update(below)
        waiting.extend(below)
    return found


def _depth(session: Session, section: Section | None) -> int:
    depth = 0
    while section is not None and depth <= DEEPEST:
        depth += 1
        section = session.get(Section, section.parent_id) if section.parent_id else None
    return depth


def _last(session: Session, work_id: str, parent: Section | None) -> int:
    above = Section.parent_id == parent.id if parent else Section.parent_id.is_(None)
    found = list(session.scalars(select(Section.position).where(Section.work_id == work_id, above)))
    if parent is not None:
        of_parent = SectionPage.section_id == parent.id
        found += session.scalars(select(SectionPage.position).where(of_parent))
    return max(found, default=0)
