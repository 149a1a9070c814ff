"""Background work: who may do which piece, and what became of it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CursorResult,
    Select,
    Update,
    UpdateBase,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from repository.clock import now
from repository.database import Database, nudge_after_commit
from repository.errors import ClaimLostError
from repository.ids import new_id
from repository.models import Job, JobState
from repository.turns import BATCH, DOWNLOAD, INTERACTIVE, PUT_OFF, QUEUES, TEXT, place

__all__ = [
    "BATCH",
    "DERIVE",
    "DOWNLOAD",
    "INTERACTIVE",
    "QUEUES",
    "RECOGNISE",
    "TEXT",
    "Claim",
    "claim",
    "claim_next",
    "enqueue",
    "enqueue_for",
    "enqueue_row",
    "fail",
    "finish",
    "next_waiting",
    "postpone",
    "recall",
    "renew",
    "running",
    "sweep",
]

DERIVE = "derive"
RECOGNISE = "recognise"

# A file that takes its worker down with it this often is the culprit, not bad luck.
_MAX_ATTEMPTS = 5
_NUDGE_AGAIN = timedelta(seconds=15)
_SWEEP_LIMIT = 200

_UNSEEN = {"synchronize_session": False}
"""Sessions that claim or end a job hold no object of it that would have to learn of that."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do one job until its lease runs out."""

    job_id: str
    token: str
    kind: str
    page_id: str
    batch_row_id: int | None = None


def enqueue(
    session: Session, kind: str, page_id: str, queue: str, image_id: str | None = None
) -> Job:
    """A new waiting job for a page or another picture of it; the queue is told after the commit."""
    job = Job(id=new_id(), kind=kind, queue=queue, page_id=page_id, image_id=image_id)
    place(session, [job])
    session.add(job)
    nudge_after_commit(session, job.id, queue)
    return job


def enqueue_all(session: Session, kind: str, page_ids: Sequence[str], queue: str) -> dict[str, str]:
    """A new waiting job for each page, by a few statements; returns the job's id by page."""
    jobs = {
        page_id: Job(id=new_id(), kind=kind, queue=queue, page_id=page_id) for page_id in page_ids
    }
    place(session, [*jobs.values()])
    session.add_all(jobs.values())
    session.flush()
    for job in jobs.values():
        nudge_after_commit(session, job.id, queue)
    return {page_id: job.id for page_id, job in jobs.items()}


def enqueue_row(session: Session, kind: str, row_id: int, institution_id: str, queue: str) -> Job:
    """A new waiting job for a row of a batch; the queue is told after the commit."""
    job = Job(
        id=new_id(), kind=kind, queue=queue, batch_row_id=row_id, institution_id=institution_id
    )
    place(session, [job])
    session.add(job)
    nudge_after_commit(session, job.id, queue)
    return job


def enqueue_for(session: Session, kind: str, institution_id: str, queue: str) -> Job:
    """A new waiting job that is about no single page; what it is about points at the job."""
    job = Job(id=new_id(), kind=kind, queue=queue, institution_id=institution_id)
    place(session, [job])
    session.add(job)
    nudge_after_commit(session, job.id, queue)
    return job


def claim(database: Database, job_id: str, lease: float) -> Claim | None:
    """Take a job for `lease` seconds; None when it is done, put off or in other hands."""
    with database.write() as session:
        return _take(session, _THIS, lease, {"job": job_id})


def claim_next(database: Database, lease: float) -> Claim | None:
    """Take the job that is to be done next, None when there is none.

    One step into an index. What was put off, and what a dead worker left, is looked for only
    when nothing else waits; the sweep brings both back in time.
    """
    # A claim that is lost with the power is as good as one that was not made.
    with database.write(lasting=False) as session:
        for taking in (_FRONT, _ANY):
            if held := _take(session, taking, lease):
                return held
    return None


def _take(
    session: Session, taking: UpdateBase, lease: float, which: Mapping[str, str] | None = None
) -> Claim | None:
    token, moment = secrets.token_hex(8), now()
    given = {
        "token": token,
        "moment": moment,
        "until": moment + timedelta(seconds=lease),
        **(which or {}),
    }
    row = session.execute(taking, given).one_or_none()
    return Claim(row.id, token, row.kind, row.page_id or "", row.batch_row_id) if row else None


def renew(database: Database, held: Claim, lease: float) -> bool:
    """Hold a claim for another `lease` seconds; false when it was lost."""
    with database.write(lasting=False) as session:
        result = session.execute(_held(held).values(lease_until=now() + timedelta(seconds=lease)))
        assert isinstance(result, CursorResult)
        return result.rowcount == 1


def finish(session: Session, held: Claim) -> None:
    """Mark a job as done, in the transaction that keeps its result.

    Raises `ClaimLostError`, which must undo that transaction.
    """
    _settle(session, held, state=JobState.DONE, reason=None, finished=now())


def fail(session: Session, held: Claim, code: str, params: Mapping[str, object]) -> None:
    """Mark a job as failed for a reason that doing it again would not change.

    Raises `ClaimLostError`.
    """
    reason = {"code": code, "params": dict(params)}
    _settle(session, held, state=JobState.FAILED, reason=reason, finished=now())


def postpone(session: Session, held: Claim, code: str, delay: float) -> None:
    """Put a job off for `delay` seconds because what hinders it may pass.

    Raises `ClaimLostError`.
    """
    later = now() + timedelta(seconds=delay)
    reason = {"code": code, "params": {}}
    # What was hindered is no crash: the count starts anew, so that an outage fails no page.
    _settle(
        session,
        held,
        state=JobState.WAITING,
        reason=reason,
        not_before=later,
        attempts=0,
        rank=Job.rank + PUT_OFF,
    )


def recall(database: Database) -> None:
    """Let the jobs that were put off stand in the queue again when their time has come."""
    due = and_(Job.state == JobState.WAITING, Job.rank >= PUT_OFF, Job.not_before <= now())
    with database.write() as session:
        session.execute(update(Job).where(due).values(rank=Job.rank - PUT_OFF, not_before=None))


def next_waiting(session: Session) -> str | None:
    """The id of the job to be done next, by urgency and turn; None when there is none."""
    order = (Job.rank, Job.turn, Job.id)
    return session.scalar(select(Job.id).where(_free(now())).order_by(*order).limit(1))


def running(session: Session) -> int:
    """How many jobs are in the hands of a worker that is alive."""
    alive = and_(Job.state == JobState.RUNNING, Job.lease_until > now())
    return session.scalar(select(func.count()).select_from(Job).where(alive)) or 0


def sweep(database: Database) -> int:
    """Free the jobs of dead workers and repeat lost messages; returns how many it found.

    Waiting jobs are nudged again only while no worker is busy: with a busy one the message is
    still in the queue, and repeating it would flood a long queue.
    """
    moment = now()
    recall(database)
    with database.write() as session:
        jobs = list(session.scalars(_abandoned(moment)))
        for job in jobs:
            _free_or_give_up(job, moment)
        if not running(session):
            jobs += session.scalars(_unheard(moment))
        for job in jobs:
            if job.state == JobState.WAITING:
                job.nudged = moment
                nudge_after_commit(session, job.id, job.queue)
    return len(jobs)


def _free(moment: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    ready = or_(Job.not_before.is_(None), Job.not_before <= moment)
    waiting = and_(Job.state == JobState.WAITING, ready)
    dead = and_(
        Job.state == JobState.RUNNING, Job.lease_until < moment, Job.attempts < _MAX_ATTEMPTS
    )
    return or_(waiting, dead)


def _abandoned(moment: datetime) -> Select[Job]:
    dead = and_(Job.state == JobState.RUNNING, Job.lease_until < moment)
    return select(Job).where(dead).order_by(Job.created).limit(_SWEEP_LIMIT)


def _unheard(moment: datetime) -> Select[Job]:
    ready = or_(Job.not_before.is_(None), Job.not_before <= moment)
    unheard = and_(Job.state == JobState.WAITING, ready, Job.nudged < moment - _NUDGE_AGAIN)
    return select(Job).where(unheard).order_by(Job.created).limit(_SWEEP_LIMIT)


def _free_or_give_up(job: Job, moment: datetime) -> None:
    job.claim = None
    if job.attempts >= _MAX_ATTEMPTS:
        job.state = JobState.FAILED
        job.reason = {"code": "crashed", "params": {}}
        job.finished = moment
    else:
        job.state = JobState.WAITING


def _held(held: Claim) -> Update:
    return update(Job).where(
        Job.id == held.job_id, Job.claim == held.token, Job.state == JobState.RUNNING
    )


def _settle(session: Session, held: Claim, **values: object) -> None:
    ended = _held(held).values(claim=None, lease_until=None, **values)
    result = session.execute(ended, execution_options=_UNSEEN)
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise ClaimLostError(held.job_id)


def _taking(which: ColumnElement[bool]) -> UpdateBase:
    """Take a job at `moment`, as `token`, `until`; put together once, for it is asked often."""
    return (
        update(Job)
        .where(which)
        .values(
            state=JobState.RUNNING,
            claim=bindparam("token"),
            attempts=Job.attempts + 1,
            rank=Job.rank % PUT_OFF,
            lease_until=bindparam("until"),
            started=bindparam("moment"),
            finished=None,
        )
        .returning(Job.id, Job.kind, Job.page_id, Job.batch_row_id)
        .execution_options(**_UNSEEN)
    )


def _taking_first(ready: ColumnElement[bool]) -> UpdateBase:
    first = select(Job.id).where(ready).order_by(Job.rank, Job.turn, Job.id).limit(1)
    found = first.with_for_update(skip_locked=True).scalar_subquery()
    return _taking(and_(Job.id == found, ready))


_FREE = _free(bindparam("moment"))
_THIS = _taking(and_(Job.id == bindparam("job"), _FREE))
_FRONT = _taking_first(and_(Job.state == JobState.WAITING, Job.rank < PUT_OFF))
_ANY = _taking_first(_FREE)
