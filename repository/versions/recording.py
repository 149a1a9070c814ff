"""Keeping a version of what has just been changed."""

from sqlalchemy import Engine, Select, delete, select
from sqlalchemy.orm import Session

from repository.models import Version, Work
from repository.versions.snapshot import Snapshot, pack, take, unpack

MOST = 500
"""So many versions of a work are kept, the newest."""

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
    last = session.scalar(_of(work.id).order_by(Version.number.desc()).limit(1))
    known = unpack(last.state) if last else None
    number = last.number if last else 0
    before = _committed(session, work.id)
    if before is not None and before != known:
        number += 1
        session.add(Version(work_id=work.id, number=number, state=pack(before)))
    now = take(session, work.id)
    assert now is not None
    if now == (before if before is not None else known):
        return None
    version = Version(
        work_id=work.id, number=number + 1, user_id=user_id, restored=restored, state=pack(now)
    )
    session.add(version)
    if before is None or any(now[part] != before[part] for part in _ORDER):
        work.arrangement += 1
    session.flush()
    _forget_oldest(session, work.id, version.number)
    return version


def _of(work_id: str) -> Select[Version]:
    return select(Version).where(Version.work_id == work_id)


def _committed(session: Session, work_id: str) -> Snapshot | None:
    """The work as others see it, until the transaction ends."""
    bind = session.get_bind()
    assert isinstance(bind, Engine)
    with Session(bind.execution_options(immediate=False), autoflush=False) as other:
        return take(other, work_id)


def _forget_oldest(session: Session, work_id: str, newest: int) -> None:
    if newest <= MOST:
        return
    old = (Version.work_id == work_id) & (Version.number <= newest - MOST)
    session.execute(delete(Version).where(old))
