"""Bringing an earlier version back, as a new one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from repository import removed
from repository.arranging.pictures import draw_again
from repository.arranging.places import place
from repository.changes.works import page_ids
from repository.models import Derivative, Page, Section, SectionPage, SharedPage, Version, Work
from repository.models.base import UtcDateTime
from repository.revisions import touch
from repository.versions.recording import record, version_of
from repository.versions.snapshot import DESCRIPTION, NOT_OF_PAGES, ORDER, Snapshot, unpack

_MADE_OF = ("master_sha256", "frame", "turn", "cut")
_OF_WORK = ("start_page_id", "placeholder_page_id", "thumbnail_page_id")


def restore(
    session: Session, work: Work, user_id: str | None, number: int, what: str = "all"
) -> Version | None:
    """Bring a version back: "all" of it, its "order" or its "description".

    Pages removed since come back while they are kept; pages that came since stay, at the end.
    Pictures are made anew where they were made otherwise then. Raises `NotFoundError`.
    """
    version = version_of(session, work.id, number)
    state = unpack(version.state)
    if what != "order":
        _set(work, DESCRIPTION, state["description"])
    if what != "description":
        _restore_order(session, work, state, version.moment)
    touch(session, work)
    return record(session, work, user_id, restored=number)


def _restore_order(session: Session, work: Work, state: Snapshot, moment: datetime) -> None:
    _set(work, ORDER, state["order"])
    wanted = {row["id"]: row for row in state["pages"] if "shared" not in row}
    own = _own(session, work.id)
    removed.bring_back(session, work.id, wanted.keys() - own.keys())
    own = _own(session, work.id)
    gone = [key for key, page in own.items() if key not in wanted and _is_undone(page, moment)]
    removed.take_out(session, work.id, gone)
    came = sorted((own.keys() - wanted.keys()) - set(gone), key=lambda key: own[key].position)
    back = [own[key] for key in wanted if key in own]
    _restore_pages(session, back, wanted)
    shared = _restore_shared(session, work.id, state)
    there = {*wanted} & own.keys() | shared
    place(session, work.id, [*(r["id"] for r in state["pages"] if r["id"] in there), *came])
    work.arranged = True
    known = page_ids(session, work.id)
    for name in _OF_WORK:
        if getattr(work, name) not in known:
            setattr(work, name, None)
    _restore_contents(session, work.id, state, known)


def _own(session: Session, work_id: str) -> dict[str, Page]:
    session.flush()
    return {page.id: page for page in session.scalars(select(Page).where(Page.work_id == work_id))}


def _is_undone(page: Page, moment: datetime) -> bool:
    """Whether it was removed at that time, or is half of a page that was whole."""
    return page.created <= moment or page.cut is not None


def _restore_pages(session: Session, pages: list[Page], wanted: dict[str, dict[str, Any]]) -> None:
    """Say of pages what a version said of them, by one statement; have pictures made anew."""
    kept = _pictures(session, [wanted[page.id].get("derivative_id") for page in pages])
    rows, anew = [], []
    for page in pages:
        row = _columns(Page, wanted[page.id], NOT_OF_PAGES)
        former = row["derivative_id"]
        row["derivative_id"], row["job_id"] = page.derivative_id, page.job_id
        if any(getattr(page, name) != row[name] for name in _MADE_OF):
            if former in kept:
                row["derivative_id"], row["job_id"] = former, None
            elif row["master_sha256"] is not None:
                anew.append(page.id)
        rows.append(row)
    if rows:
        session.execute(update(Page), rows)
    draw_again(session, anew)


def _pictures(session: Session, ids: list[str | None]) -> set[str]:
    query = select(Derivative.id).where(Derivative.id.in_([key for key in ids if key]))
    return set(session.scalars(query))


def _restore_shared(session: Session, work_id: str, state: Snapshot) -> set[str]:
    """The pages of other works that stand in this one again, as far as they are there."""
    wanted = {row["id"]: row["shared"] for row in state["pages"] if "shared" in row}
    session.execute(delete(SharedPage).where(SharedPage.work_id == work_id))
    owners = select(Page.id).where(Page.id.in_(wanted))
    there = set(session.scalars(owners)) if wanted else set()
    if there:
        rows = [
            {"work_id": work_id, "page_id": key, "owner_id": wanted[key], "position": 0}
            for key in there
        ]
        session.execute(insert(SharedPage), rows)
    return there


def _restore_contents(
    session: Session, work_id: str, state: Snapshot, pages: Collection[str]
) -> None:
    session.execute(delete(Section).where(Section.work_id == work_id))
    if state["sections"]:
        rows = [_columns(Section, row) | {"work_id": work_id} for row in _from_the_top(state)]
        session.execute(insert(Section), rows)
    entries = [_columns(SectionPage, row) for row in state["entries"] if row["page_id"] in pages]
    if entries:
        session.execute(insert(SectionPage), entries)


def _from_the_top(state: Snapshot) -> list[dict[str, Any]]:
    """The sections, each after the one that it lies in."""
    below: dict[str | None, list[dict[str, Any]]] = {}
    for row in state["sections"]:
        below.setdefault(row.get("parent_id"), []).append(row)
    found: list[dict[str, Any]] = []
    waiting: list[str | None] = [None]
    while waiting:
        rows = below.get(waiting.pop(), [])
        found += rows
        waiting += [row["id"] for row in rows]
    return found


def _set(work: Work, names: Collection[str], state: dict[str, Any]) -> None:
    """Set attributes to what a snapshot says of them, to nothing where it is silent."""
    for name in names:
        column = getattr(Work, name).property.columns[0]
        setattr(work, name, _typed(column, state.get(name)))


def _columns(model: Any, state: dict[str, Any], besides: Collection[str] = ()) -> dict[str, Any]:
    found = {}
    for attribute in model.__mapper__.column_attrs:
        column = attribute.columns[0]
        if column.name not in besides:
            found[attribute.key] = _typed(column, state.get(column.name))
    return found


def _typed(column: Any, value: Any) -> Any:
    if value is None:
        return _empty(column)
    return datetime.fromisoformat(value) if isinstance(column.type, UtcDateTime) else value


def _empty(column: Any) -> Any:
    """What a snapshot leaves out: what is nothing in this column."""
    if column.nullable:
        return None
    default = column.default.arg if column.default is not None else None
    return default(None) if callable(default) else default
