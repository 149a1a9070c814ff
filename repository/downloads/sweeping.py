"""Removing the files that nobody has asked for lately, or that show what is no more."""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.models import Download, Work
from repository.repository import Repository

KEPT = timedelta(days=7)
"""So long after somebody last asked for it a file is kept."""

MOST_BYTES = 20 << 30
"""So much all files take together; those that were asked for longest ago go first."""

_STALE = timedelta(hours=1)
_AT_ONCE = 50


def sweep_downloads(repository: Repository) -> int:
    """Remove what is too old or too much, at most 50 files at a time; returns how many."""
    found = _old(repository)
    for download_id, key in found:
        if key:
            repository.storage.delete(key)
        with repository.database.write() as session:
            row = session.get(Download, download_id)
            if row is not None:
                session.delete(row)
    return len(found)


def _old(repository: Repository) -> list[tuple[str, str | None]]:
    moment = now()
    stale = and_(Download.revision != Work.revision, Download.asked < moment - _STALE)
    gone = or_(Work.id.is_(None), Download.asked < moment - KEPT, stale)
    query = select(Download.id, Download.key).outerjoin(Work, Work.id == Download.work_id)
    with repository.database.read() as session:
        rows = list(session.execute(query.where(gone).limit(_AT_ONCE))) or _too_much(session)
    return [(row.id, row.key) for row in rows]


def _too_much(session: Session) -> list[Any]:
    total = session.scalar(select(func.sum(Download.size))) or 0
    if total <= MOST_BYTES:
        return []
    query = select(Download.id, Download.key).where(Download.size > 0).order_by(Download.asked)
    return list(session.execute(query.limit(_AT_ONCE // 10)))
