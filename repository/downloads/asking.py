"""What a reader asks for and sees: that a file is made, waits, or lies ready."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.downloads.part import Part, choose
from repository.errors import RefusedError
from repository.jobs import DOWNLOAD, enqueue_for
from repository.models import Download, Job, JobState, Work

MAKE_PDF = "pdf"
"""The kind of the jobs that make such files."""

MOST_PAGES = 2000
_MOST_WAITING = 30  # files that wait to be made, of the whole site

State = Literal["absent", "waiting", "running", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class Shown:
    """How a file stands. `reason` is `{"code", "params"}` when it could not be made.

    `before` is how many files are to be made before it.
    """

    state: State
    id: str = ""
    key: str = ""
    revision: int = 0
    size: int = 0
    pages: int = 0
    before: int = 0
    reason: dict[str, Any] | None = None


def status(session: Session, work: Work, part: Part) -> Shown:
    """How the file of a part of the work, as it is now, stands; by two statements at most."""
    row = session.scalar(_query(work, part))
    if row is None or row.revision != work.revision:
        return Shown("absent")
    if row.key and row.size:
        return Shown("ready", row.id, row.key, row.revision, row.size, row.pages)
    job = session.get(Job, row.job_id) if row.job_id else None
    if job is None or job.state == JobState.DONE:
        return Shown("absent")
    if job.state == JobState.FAILED:
        return Shown("failed", row.id, reason=job.reason)
    if job.state == JobState.RUNNING:
        return Shown("running", row.id)
    return Shown("waiting", row.id, before=_before(session, job))


def ask(session: Session, work: Work, part: Part) -> Shown:
    """Have the file made unless it is there or on its way; asking twice does no harm.

    Raises `NotFoundError` for a part that is not there, `RefusedError` when the work has too many
    pages for one file, none with a picture, or when too many files wait already.
    """
    # Two who ask at once would write the same row.
    session.execute(select(Work.id).where(Work.id == work.id).with_for_update())
    found = status(session, work, part)
    row = session.scalar(_query(work, part))
    if found.state in ("ready", "waiting", "running") and row is not None:
        row.asked = now()
        return found
    _check(session, work, part)
    if row is None:
        row = Download(work_id=work.id, part=str(part), revision=work.revision)
        session.add(row)
    job = enqueue_for(session, MAKE_PDF, work.institution_id, DOWNLOAD)
    row.revision, row.job_id, row.asked = work.revision, job.id, now()
    row.size = row.pages = 0
    session.flush()
    return status(session, work, part)


def _query(work: Work, part: Part) -> Any:
    return select(Download).where(Download.work_id == work.id, Download.part == str(part))


def _check(session: Session, work: Work, part: Part) -> None:
    chosen = choose(session, work.id, part)
    if not chosen.pages:
        raise RefusedError("download-empty")
    if len(chosen.pages) > MOST_PAGES:
        raise RefusedError("download-too-long", pages=len(chosen.pages), most=MOST_PAGES)
    if _waiting(session) >= _MOST_WAITING:
        raise RefusedError("downloads-busy", waiting=_MOST_WAITING)


def _waiting(session: Session) -> int:
    unfinished = Job.state.in_((JobState.WAITING, JobState.RUNNING))
    query = select(func.count()).select_from(Job).where(unfinished, Job.kind == MAKE_PDF)
    return session.scalar(query) or 0


def _before(session: Session, job: Job) -> int:
    earlier = (Job.kind == MAKE_PDF) & (Job.state == JobState.WAITING) & (Job.turn < job.turn)
    return session.scalar(select(func.count()).select_from(Job).where(earlier)) or 0
