"""What a transaction changes, so that a change which nobody noted is noted all the same."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

_SEEN = "seen changes"
# Rows that come and go by themselves, or tell of a change that is noted elsewhere.
_QUIET = frozenset(
    {
        "browser_sessions", "catalogue_revision", "derivatives", "events", "jobs",
        "masters", "media", "sign_in_attempts", "search_facets", "search_pages",
        "search_starts", "search_state", "search_values", "search_works", "uploads", "versions",
    }
)  # fmt: skip
# The things that are named in the log, the greater ones first.
KINDS = {"works": "work", "collections": "collection", "institutions": "institution",
         "users": "user", "invitations": "invitation"}  # fmt: skip


Thing = tuple[str, str, str | None]


@dataclass(slots=True)
class Changes:
    """The tables of which a transaction changed rows, and the things it made, published or removed.

    `made` and `removed` hold (kind, id, institution's id), `states` (work id, state now).
    """

    tables: set[str] = field(default_factory=set)
    made: list[Thing] = field(default_factory=list)
    removed: list[Thing] = field(default_factory=list)
    states: list[tuple[str, str]] = field(default_factory=list)

    @property
    def loud(self) -> bool:
        """Whether anything changed that is worth a line."""
        return bool(self.tables - _QUIET)


def watch(sessions: type[Session]) -> None:
    """Take down what the transactions of such sessions change."""
    event.listen(sessions, "before_flush", _flushing)
    event.listen(sessions, "after_flush", _flushed)
    event.listen(sessions, "do_orm_execute", _executed)


def changes(session: Session) -> Changes:
    """What the session's transaction has changed so far."""
    found: Changes = session.info.setdefault(_SEEN, Changes())
    return found


def _flushing(session: Session, _context: Any, _instances: Any) -> None:
    seen = changes(session)
    for row in session.dirty:
        if row.__tablename__ == "works":
            history = inspect(row).attrs.state.history
            if history.has_changes() and history.added:
                seen.states.append((row.id, str(history.added[0])))


def _flushed(session: Session, _context: Any) -> None:
    seen = changes(session)
    for rows, kept in ((session.new, seen.made), (session.deleted, seen.removed)):
        for row in rows:
            table = row.__tablename__
            seen.tables.add(table)
            if table in KINDS:
                owner = row.id if table == "institutions" else row.institution_id
                kept.append((KINDS[table], row.id, owner))
    for row in session.dirty:
        if session.is_modified(row):
            seen.tables.add(row.__tablename__)


def _executed(state: ORMExecuteState) -> None:
    if state.is_select or state.bind_mapper is None:
        return
    # A revision that grows, or a token that was used, says nothing new.
    table = state.bind_mapper.local_table
    changes(state.session).tables.add(getattr(table, "name", ""))
