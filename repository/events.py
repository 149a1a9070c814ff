"""Reading the log of changes: by who, what, which thing, when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from repository.models import Event

_MOST_COUNTED = 100_000
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are wanted; what is None or "" does not narrow.

    `actor` is a user's name or id, or `command` or `worker`; `subject` the id of a thing; `since`
    and `until` are moments, the second not included. `institution_id` is whose lines may be seen.
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    institution_id: str | None = None


def find_events(session: Session, wanted: Filter, limit: int, offset: int = 0) -> Sequence[Event]:
    """The lines, the newest first."""
    return session.scalars(_newest(wanted).limit(limit).offset(offset)).all()


def count_events(session: Session, wanted: Filter) -> int:
    """How many lines there are, counted up to 100,000."""
    found = _query(wanted).with_only_columns(Event.id).limit(_MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def every_event(session: Session, wanted: Filter) -> Iterator[Event]:
    """All lines, the newest first, a thousand in memory at a time."""
    last: int | None = None
    while True:
        query = _newest(wanted) if last is None else _newest(wanted).where(Event.id < last)
        rows = session.scalars(query.limit(_BATCH)).all()
        yield from rows
        if len(rows) < _BATCH:
            return
        last = rows[-1].id
        session.expunge_all()


def actions(session: Session) -> list[str]:
    """Every word for what was done that stands in the log."""
    return list(session.scalars(select(Event.action).distinct().order_by(Event.action).limit(200)))


def _newest(wanted: Filter) -> Select[Event]:
    return _query(wanted).order_by(Event.id.desc())


def _query(wanted: Filter) -> Select[Event]:
    query = select(Event)
    if wanted.actor:
        query = query.where((Event.actor == wanted.actor) | (Event.actor_id == wanted.actor))
    if wanted.action:
        query = query.where(Event.action == wanted.action)
    if wanted.subject:
        query = query.where(Event.subject_id == wanted.subject)
    if wanted.since is not None:
        query = query.where(Event.moment >= wanted.since)
    if wanted.until is not None:
        query = query.where(Event.moment < wanted.until)
    if wanted.institution_id is not None:
        query = query.where(Event.institution_id == wanted.institution_id)
    return query
