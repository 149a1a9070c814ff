"""Works: making, finding and publishing them."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.errors import GoneError, NotFoundError
from repository.hindrances import Hindrance, problems, seen_problems
from repository.models import JobState, Tombstone, Work, WorkState
from repository.models.base import LanguageMap
from repository.page_images import unfinished
from repository.pages import page_statuses
from repository.revisions import touch, touch_catalogue


def create_work(session: Session, institution_id: str, label: LanguageMap) -> Work:
    """A new draft without pages."""
    work = Work(institution_id=institution_id, label=label)
    session.add(work)
    session.flush()
    return work


def get_work(session: Session, work_id: str) -> Work:
    """The work. Raises `NotFoundError`, or `GoneError` for one that is deleted."""
    work = session.get(Work, work_id)
    if work is None:
        raise GoneError(work_id) if is_gone(session, work_id) else NotFoundError(work_id)
    return work


def is_gone(session: Session, key: str) -> bool:
    """Whether readers knew a work or collection of this id, which is deleted."""
    return session.get(Tombstone, key) is not None


def list_works(
    session: Session,
    state: WorkState | None = None,
    institution_id: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> Sequence[Work]:
    """Works, the newest first; only those in `state` or of an institution when one is given."""
    query = _works(state, institution_id).order_by(Work.created.desc(), Work.id)
    return session.scalars(query.limit(limit).offset(offset)).all()


def count_works(
    session: Session, state: WorkState | None = None, institution_id: str | None = None
) -> int:
    """How many works `list_works` finds without a limit."""
    found = _works(state, institution_id).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def _works(state: WorkState | None, institution_id: str | None) -> Select[Work]:
    query = select(Work)
    if state is not None:
        query = query.where(Work.state == state)
    if institution_id is not None:
        query = query.where(Work.institution_id == institution_id)
    return query


def hindrances(session: Session, work: Work) -> list[Hindrance]:
    """Everything that keeps the work from being published; empty when it can be.

    The manifest is looked at only when all pages are done, and once for each state of the work.
    """
    return _unfinished(session, work) or seen_problems(session, work)


def _unfinished(session: Session, work: Work) -> list[Hindrance]:
    pages = page_statuses(session, work.id)
    if not pages:
        return [Hindrance("no-pages", {})]
    found = []
    for page in pages:
        where = {"page": page.position, "name": page.file_name}
        if page.state == JobState.FAILED:
            found.append(Hindrance("page-failed", where))
        elif page.state != JobState.DONE:
            found.append(Hindrance("page-unfinished", where))
    where_of = {page.id: page.position for page in pages}
    for image, state in unfinished(session, work.id):
        code = "page-failed" if state == JobState.FAILED else "page-unfinished"
        where = {"page": where_of.get(image.page_id, 0), "name": image.file_name}
        found.append(Hindrance(code, where))
    return found


def publish(session: Session, work: Work) -> list[Hindrance]:
    """Show the work to readers, unless something hinders it: then returns what."""
    found = _unfinished(session, work) or problems(session, work)
    if not found and work.state != WorkState.PUBLISHED:
        work.state = WorkState.PUBLISHED
        work.published = now()
        touch(session, work)
        touch_catalogue(session)
    return found


def unpublish(session: Session, work: Work) -> None:
    """Hide the work from readers."""
    if work.state != WorkState.DRAFT:
        work.state = WorkState.DRAFT
        work.publish_when_ready = False
        touch(session, work)
        touch_catalogue(session)


def labels_of(session: Session, work_ids: Sequence[str]) -> dict[str, LanguageMap]:
    """What these works are called, by one statement; those that are gone are missing."""
    rows = session.execute(select(Work.id, Work.label).where(Work.id.in_(work_ids)))
    return {row.id: row.label for row in rows}
