"""Which works name which authorities, kept in step with what is said of the works."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy.orm import Session

from repository.models import Authority, Work, WorkAuthority


def authorities_in(metadata: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids of all authorities that the entries of a description name."""
    return {str(key) for entry in metadata for key in entry.get("authorities") or ()}


def follow(session: Session, _context: Any) -> None:
    """After a flush: note what changed descriptions name, by three statements for all of them."""
    changed: dict[str, set[str]] = {}
    for row in (*session.new, *session.dirty):
        if not isinstance(row, Work):
            continue
        history = inspect(row).attrs.metadata_.history
        if not history.has_changes():
            continue
        before = authorities_in(entry for old in history.deleted or () for entry in old or ())
        after = authorities_in(row.metadata_ or ())
        if before != after:
            changed[row.id] = after
    if changed:
        note(session, changed)


def note(session: Session, named: Mapping[str, set[str]]) -> None:
    """Write down that these works name these authorities and no others."""
    session.execute(delete(WorkAuthority).where(WorkAuthority.work_id.in_(named)))
    wanted = set().union(*named.values())
    known = set(session.scalars(select(Authority.id).where(Authority.id.in_(wanted))))
    rows = [
        {"work_id": work_id, "authority_id": key}
        for work_id, ids in named.items()
        for key in sorted(ids & known)
    ]
    if rows:
        session.execute(insert(WorkAuthority), rows)
