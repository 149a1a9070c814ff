"""Keeping a version of what has just been changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from repository.errors import NotFoundError
from repository.models import Version, Work
from repository.versions.snapshot import Snapshot, is_same, pack, take, unpack

MOST = 500
"""So many versions of a work are kept, the newest."""

_KEPT = "versions"
_ORDER = ("order", "pages", "sections", "entries")


def record(
    session: Session, work: Work, user_id: str | None, restored: int | None = None
) -> Version | None:
    """Keep what the transaction made of a work; None when nothing of it changed.

    Call it after the change and before the transaction ends. What was there before the change and
    is not kept yet, because the work is new or scans arrived, is kept first, as nobody's version.
    A change of the order, the labels or the contents makes the work's `arrangement` grow.
    """
    session.flush()
    last = newest(session, work.id)
    known = unpack(last.state) if last else None
    number = last.number if last else 0
    kept = session.info.setdefault(_KEPT, set())
    before = known if work.id in kept else _before(session, work.id)
    kept.add(work.id)
    if before is not None and not is_same(before, known):
        number += 1
        session.add(_version(work, number, before))
    elif before is not None and last is not None and before != known:
        last.state = pack(before)  # with the pictures that were made meanwhile
    was = before if before is not None else known
    now = take(session, work.id)
    assert now is not None
    if is_same(now, was):
        return None
    if was is None or any(now[part] != was[part] for part in _ORDER):
        work.arrangement += 1
    version = _version(work, number + 1, now)
    version.user_id, version.restored = user_id, restored
    session.add(version)
    session.flush()
    _forget_oldest(session, work.id, version.number)
    return version


def newest(session: Session, work_id: str) -> Version | None:
    """The last version that is kept of a work."""
    query = select(Version).where(Version.work_id == work_id)
    return session.scalar(query.order_by(Version.number.desc()).limit(1))


def newest_number(session: Session, work_id: str) -> int:
    """The number of the last version, 0 where there is none."""
    query = select(func.max(Version.number)).where(Version.work_id == work_id)
    return session.scalar(query) or 0


def version_of(session: Session, work_id: str, number: int) -> Version:
    """A version that is still kept. Raises `NotFoundError`."""
    query = select(Version).where(Version.work_id == work_id, Version.number == number)
    found = session.scalar(query)
    if found is None:
        raise NotFoundError(f"{work_id}/versions/{number}")
    return found


def _version(work: Work, number: int, state: Snapshot) -> Version:
    return Version(work_id=work.id, number=number, arrangement=work.arrangement, state=pack(state))


@contextmanager
def committed(session: Session) -> Iterator[Session]:
    """The catalogue as others see it, until the transaction ends."""
    bind = session.get_bind()
    assert isinstance(bind, Engine)
    with Session(bind.execution_options(immediate=False), autoflush=False) as other:
        yield other


def _before(session: Session, work_id: str) -> Snapshot | None:
    with committed(session) as other:
        return take(other, work_id)


def _forget_oldest(session: Session, work_id: str, newest: int) -> None:
    if newest <= MOST:
        return
    old = (Version.work_id == work_id) & (Version.number <= newest - MOST)
    session.execute(delete(Version).where(old))
