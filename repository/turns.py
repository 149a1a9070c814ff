"""In which order waiting work is done: by urgency, then in turns between the institutions.

Every job gets a turn when it is made: one more than the last that its institution has waiting
among equally urgent work, or the one that is being served when it has none. So a library that
brings ten thousand pages at once fills ten thousand turns, and one that comes later stands in
the very next ones. Which job is next is then one step into an index, however many wait.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from repository.models import Job, JobState, Page, Work

INTERACTIVE = "interactive"
DOWNLOAD = "download"
BATCH = "batch"
TEXT = "text"
QUEUES = (INTERACTIVE, DOWNLOAD, BATCH, TEXT)
"""The queues, the most urgent first: a curator waits, a reader, nobody waits, it can wait."""

PUT_OFF = 100
"""Added to the rank of a job that is put off, so that nobody looks at it before its time."""

_TURNS = "turns"


def place(session: Session, jobs: Sequence[Job]) -> None:
    """Give new jobs their rank and turn, before they are written."""
    owners = _owners(session, [job for job in jobs if job.institution_id is None])
    for job in jobs:
        job.institution_id = job.institution_id or owners.get(job.page_id or "")
        job.rank = QUEUES.index(job.queue)
        job.turn = _next_turn(session, job.rank, job.institution_id)


def _owners(session: Session, jobs: Sequence[Job]) -> dict[str, str]:
    """Whose the pages of the jobs are, by one statement at most."""
    ids = {job.page_id for job in jobs if job.page_id}
    if len(ids) == 1:
        page = session.get(Page, next(iter(ids)))
        work = session.get(Work, page.work_id) if page else None
        return {page.id: work.institution_id} if page and work else {}
    query = select(Page.id, Work.institution_id).join(Work, Work.id == Page.work_id)
    rows = session.execute(query.where(Page.id.in_(ids))) if ids else ()
    return {page_id: owner for page_id, owner in rows}  # noqa: C416 - rows are no plain pairs


def _next_turn(session: Session, rank: int, institution_id: str | None) -> int:
    """Asks the database once for each institution in a transaction, then counts on."""
    turns: dict[tuple[int, str | None], int] = session.info.setdefault(_TURNS, {})
    key = (rank, institution_id)
    if key not in turns:
        mine = Job.institution_id == institution_id
        last = select(Job.turn).where(_waiting(rank), mine).order_by(Job.turn.desc()).limit(1)
        served = select(Job.turn).where(_waiting(rank)).order_by(Job.turn).limit(1)
        turns[key] = max(session.scalar(last) or 0, (session.scalar(served) or 1) - 1)
    turns[key] += 1
    return turns[key]


def _waiting(rank: int) -> ColumnElement[bool]:
    return and_(Job.state == JobState.WAITING, Job.rank == rank)
