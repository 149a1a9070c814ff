"""The versions of a work, the newest first, with what each changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from repository.models import User, Version
from repository.versions.differences import Difference, differences
from repository.versions.snapshot import unpack


@dataclass(frozen=True, slots=True)
class Change:
    """A version, the name of who made it, "" for nobody, and what it changed.

    `is_first` says that nothing is kept of what was there before.
    """

    version: Version
    user: str
    differences: tuple[Difference, ...]
    is_first: bool


def list_changes(session: Session, work_id: str, limit: int = 20, offset: int = 0) -> list[Change]:
    """A part of the versions of a work, by one statement."""
    query = _named(work_id).order_by(Version.number.desc())
    rows = session.execute(query.limit(limit + 1).offset(offset)).all()
    return _changes([(row[0], row[1]) for row in rows], limit)


def changes_since(session: Session, work_id: str, number: int, most: int = 20) -> list[Change]:
    """What was changed after a version, the newest first."""
    query = _named(work_id).where(Version.number >= number).order_by(Version.number.desc())
    rows = [(row[0], row[1]) for row in session.execute(query.limit(most + 1))]
    changes = _changes(rows, most)
    return [change for change in changes if change.version.number > number]


def count_versions(session: Session, work_id: str) -> int:
    """How many versions are kept of a work."""
    query = select(func.count()).select_from(Version).where(Version.work_id == work_id)
    return session.scalar(query) or 0


def _named(work_id: str) -> Select[Version, str]:
    query = select(Version, func.coalesce(User.name, ""))
    return query.outerjoin(User, User.id == Version.user_id).where(Version.work_id == work_id)


def _changes(rows: Sequence[tuple[Version, str]], limit: int) -> list[Change]:
    states = [unpack(version.state) for version, _ in rows]
    found = []
    for index, (version, user) in enumerate(rows[:limit]):
        before = states[index + 1] if index + 1 < len(rows) else None
        found.append(
            Change(version, user, tuple(differences(before, states[index])), before is None)
        )
    return found
