"""Changing works."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.changes.assign import assign
from repository.models import Institution, Page, SharedPage, Tombstone, Work
from repository.revisions import touch, touch_catalogue
from repository.schemas.errors import Fault, FaultyError
from repository.schemas.work import WorkChange, WorkIn

_OF_PAGES = ("start_page", "placeholder_page", "thumbnail_page")


def make_work(session: Session, sent: WorkIn) -> Work:
    """A new draft. Raises `FaultyError`."""
    owner = institution_named(session, sent.institution)
    work = Work(institution_id=owner.id)
    _check_pages(session, work, sent)
    assign(work, sent, "institution")
    session.add(work)
    session.flush()
    return work


def change_work(session: Session, work: Work, sent: WorkChange) -> None:
    """Change what is said of a work. Raises `FaultyError`."""
    _check_pages(session, work, sent)
    assign(work, sent, "institution")
    if "institution" in sent.model_fields_set:
        work.institution_id = institution_named(session, sent.institution).id
        touch_catalogue(session)
    touch(session, work)


def remove_work(session: Session, work: Work) -> None:
    """Take a work with its pages out of the catalogue; masters stay in storage.

    Of one that was ever published its addresses say so from now on.
    """
    sharing = select(SharedPage.work_id).where(SharedPage.owner_id == work.id)
    for other in session.scalars(select(Work).where(Work.id.in_(sharing))):
        touch(session, other)
    if work.published:
        session.add(Tombstone(id=work.id))
    session.delete(work)
    touch_catalogue(session)


def institution_named(session: Session, name: str) -> Institution:
    """The institution with this id or slug. Raises `FaultyError`."""
    same = (Institution.id == name) | (Institution.slug == name)
    found = session.scalar(select(Institution).where(same))
    if found is None:
        raise FaultyError([Fault("institution", f"there is no institution {name!r}")])
    return found


def page_ids(session: Session, work_id: str) -> set[str]:
    """The pages of a work, shared ones among them."""
    own = session.scalars(select(Page.id).where(Page.work_id == work_id))
    shared = session.scalars(select(SharedPage.page_id).where(SharedPage.work_id == work_id))
    return {*own, *shared}


def _check_pages(session: Session, work: Work, sent: WorkChange) -> None:
    wanted = {name: getattr(sent, name) for name in _OF_PAGES if getattr(sent, name)}
    if not wanted:
        return
    known = page_ids(session, work.id) if work.id else set()
    faults = [
        Fault(name, f"the work has no page {page!r}")
        for name, page in wanted.items()
        if page not in known
    ]
    if faults:
        raise FaultyError(faults)
