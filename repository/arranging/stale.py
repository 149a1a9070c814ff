"""Changes that were made without seeing what somebody else had done meanwhile."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.errors import RepositoryError
from repository.models import Version, Work
from repository.schemas.arrangement import (
    ArrangementIn,
    Behave,
    Change,
    Contents,
    Label,
    Move,
    Present,
    Remove,
    Restore,
    Split,
    Turn,
)
from repository.versions.snapshot import Snapshot, take, unpack

_Rows = dict[str, dict[str, Any]]


class StaleError(RepositoryError):
    """Others changed the arrangement since you saw it; nothing of yours was made.

    `revision` is that of now, `seen` the number of the version you saw last, None when it is no
    longer kept. Unless it `collides`, the same change can be sent again with the newer revision.
    """

    def __init__(self, revision: int, seen: int | None, collides: bool) -> None:
        super().__init__(f"the arrangement is at revision {revision} by now")
        self.revision = revision
        self.seen = seen
        self.collides = collides


def check_revision(session: Session, work: Work, sent: ArrangementIn) -> None:
    """Raises `StaleError` when the sender saw another arrangement than the one of now."""
    if sent.revision == work.arrangement:
        return
    query = select(Version).where(Version.work_id == work.id, Version.arrangement == sent.revision)
    base = session.scalar(query.order_by(Version.number.desc()).limit(1))
    if base is None:
        raise StaleError(work.arrangement, None, True)
    now = take(session, work.id)
    assert now is not None
    collides = _collides(sent.change, unpack(base.state), now)
    raise StaleError(work.arrangement, base.number, collides)


def _collides(change: Change, base: Snapshot, now: Snapshot) -> bool:
    """Whether what others changed is what this change is about."""
    if isinstance(change, Contents):
        return any(base[part] != now[part] for part in ("sections", "entries"))
    if isinstance(change, Present):
        return bool(base["order"] != now["order"])
    if isinstance(change, Restore):
        return True
    return _collide_on_pages(change, _by_id(base), _by_id(now))


def _collide_on_pages(
    change: Move | Label | Turn | Split | Remove | Behave, base: _Rows, now: _Rows
) -> bool:
    named = [*change.pages, change.before] if isinstance(change, Move) else change.pages
    if any(key is not None and key not in now for key in named):
        return True
    if isinstance(change, Move):
        return False
    return any(base.get(key) != now[key] for key in change.pages)


def _by_id(state: Snapshot) -> _Rows:
    return {row["id"]: row for row in state["pages"]}
