"""Noting that a document has changed, so that nobody is shown an old one."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from repository.models import CatalogueRevision, SharedPage, Work, WorkState

_SHARING_GROW = (
    update(Work)
    .where(Work.id.in_(select(SharedPage.work_id).where(SharedPage.owner_id == bindparam("owner"))))
    .values(revision=Work.revision + 1)
    .execution_options(synchronize_session=False)
)


def touch(session: Session, work: Work) -> None:
    """Note that the work's manifest has changed, and that of works which share its pages."""
    work.revision = Work.revision + 1
    session.flush()
    session.execute(_SHARING_GROW, {"owner": work.id})
    if work.state == WorkState.PUBLISHED:
        _grow(session, CatalogueRevision.value)


def touch_all(session: Session, work_ids: Sequence[str]) -> None:
    """`touch` for many works, by a fixed number of statements; ask for 20,000 at most."""
    session.flush()
    sharing = select(SharedPage.work_id).where(SharedPage.owner_id.in_(work_ids))
    for these in (Work.id.in_(work_ids), Work.id.in_(sharing)):
        session.execute(
            update(Work).where(these).values(revision=Work.revision + 1),
            execution_options={"synchronize_session": False},
        )
    _grow(session, CatalogueRevision.value)


def touch_catalogue(session: Session) -> None:
    """Note that something changed that collections show: a label, a picture, a member.

    One number for all collections: which of 100,000 works changed need not be looked up when
    a collection is asked for, and a collection is quickly built again. A work that was touched
    is shown in another way, but stands where it stood: members are then not counted again.
    """
    session.flush()
    _grow(session, CatalogueRevision.value, CatalogueRevision.members)


def _grow(session: Session, *numbers: InstrumentedAttribute[int]) -> None:
    session.execute(update(CatalogueRevision).values({each: each + 1 for each in numbers}))
