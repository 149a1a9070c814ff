"""Batches in the catalogue: the report is kept, agreed to, and followed row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from repository import jobs
from repository.batches.check import Report
from repository.clock import now
from repository.database import Database
from repository.errors import NotFoundError, RefusedError
from repository.ids import new_id
from repository.models import Batch, BatchKind, BatchRow, BatchState, Job, JobState
from repository.turns import BATCH as QUEUE

BRING = "bring"
"""The kind of job that brings in one row."""

_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """A batch to be: whose it is, where its files lie, what is to become of its works."""

    institution_id: str
    name: str
    kind: BatchKind
    place: str
    user_id: str | None = None
    list_key: str | None = None
    collection: str = ""
    publish: bool = False
    batch_id: str | None = None


@dataclass(frozen=True, slots=True)
class RowStatus:
    """A row and how it stands; `state` is None while nobody has agreed to it."""

    row: BatchRow
    state: JobState | None
    reason: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of rows: all, with problems, and by the state of their jobs."""

    rows: int = 0
    faulty: int = 0
    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0
    made: int = 0

    @property
    def begun(self) -> int:
        """Rows that are to be brought in."""
        return self.waiting + self.running + self.done + self.failed


def keep_report(session: Session, wanted: Wanted, report: Report) -> Batch:
    """Keep what the check found, so that somebody can agree to it."""
    options = {"collection": wanted.collection, "publish": wanted.publish}
    batch = Batch(
        id=wanted.batch_id or new_id(),
        institution_id=wanted.institution_id,
        user_id=wanted.user_id,
        name=wanted.name[:500] or "?",
        kind=wanted.kind,
        place=wanted.place,
        list_key=wanted.list_key,
        options=options,
    )
    session.add(batch)
    session.flush()
    put_rows(session, batch, report)
    return batch


def put_rows(session: Session, batch: Batch, report: Report) -> None:
    """Give a batch the rows of a report in the place of those it has."""
    session.execute(delete(BatchRow).where(BatchRow.batch_id == batch.id))
    batch.problems = [problem.kept() for problem in report.problems[:_MOST_PROBLEMS]]
    session.add_all(
        BatchRow(
            batch_id=batch.id,
            number=row.number,
            title=row.title,
            place=row.place,
            plan=row.plan,
            problems=[problem.kept() for problem in row.problems[:_MOST_PROBLEMS]],
        )
        for row in report.rows
    )
    session.flush()


def get_batch(session: Session, batch_id: str) -> Batch:
    """The batch. Raises `NotFoundError`."""
    batch = session.get(Batch, batch_id)
    if batch is None:
        raise NotFoundError(batch_id)
    return batch


def list_batches(
    session: Session, institution_id: str | None, limit: int, offset: int
) -> list[Batch]:
    """The newest first, of one institution or of all."""
    query = _of(select(Batch), institution_id).order_by(Batch.created.desc(), Batch.id)
    return list(session.scalars(query.limit(limit).offset(offset)))


def count_batches(session: Session, institution_id: str | None) -> int:
    """How many there are."""
    return session.scalar(_of(select(func.count()).select_from(Batch), institution_id)) or 0


def _of(query: Select[Any], institution_id: str | None) -> Select[Any]:
    return query if institution_id is None else query.where(Batch.institution_id == institution_id)


def counts_of(session: Session, batch_ids: Sequence[str]) -> dict[str, Counts]:
    """How the rows of batches stand, by one statement."""
    faulty = func.count().filter(func.json_array_length(BatchRow.problems) > 0)
    made = func.count().filter(BatchRow.outcome == "made")
    query = (
        select(BatchRow.batch_id, Job.state, func.count(), faulty, made)
        .outerjoin(Job, Job.id == BatchRow.job_id)
        .where(BatchRow.batch_id.in_(batch_ids))
        .group_by(BatchRow.batch_id, Job.state)
    )
    found: dict[str, dict[str, int]] = {batch_id: {} for batch_id in batch_ids}
    for batch_id, state, rows, wrong, new in session.execute(query):
        sums = found[batch_id]
        for name, number in (("rows", rows), ("faulty", wrong or 0), ("made", new)):
            sums[name] = sums.get(name, 0) + number
        if state:
            sums[str(JobState(state))] = rows
    return {batch_id: Counts(**sums) for batch_id, sums in found.items()}


def row_statuses(
    session: Session, batch_id: str, limit: int, offset: int = 0, only: str = ""
) -> list[RowStatus]:
    """Rows in their order; `only` is `faulty` or a state of jobs."""
    query = _rows(batch_id, only, select(BatchRow, Job.state, Job.reason))
    query = query.order_by(BatchRow.number).limit(limit).offset(offset)
    return [
        RowStatus(row, JobState(state) if state else None, reason)
        for row, state, reason in session.execute(query)
    ]


def count_rows(session: Session, batch_id: str, only: str = "") -> int:
    """How many rows there are of these."""
    return session.scalar(_rows(batch_id, only, select(func.count()).select_from(BatchRow))) or 0


def _rows(batch_id: str, only: str, query: Select[Any]) -> Select[Any]:
    query = query.outerjoin(Job, Job.id == BatchRow.job_id).where(BatchRow.batch_id == batch_id)
    if only == "faulty":
        return query.where(func.json_array_length(BatchRow.problems) > 0)
    return query.where(Job.state == only) if only in set(JobState) else query


def check_open(batch: Batch) -> None:
    """Raises `RefusedError` when a batch was begun before."""
    if batch.state != BatchState.CHECKED:
        raise RefusedError("batch-begun")


def begin(session: Session, batch: Batch, only_good: bool = False) -> int:
    """Agree to a report: every row becomes a job. Returns how many there are.

    Rows with problems are left out with `only_good`. Raises `RefusedError` when there are
    problems otherwise, and when the batch was begun before.
    """
    check_open(batch)
    rows = list(session.scalars(_all_rows(batch)))
    good = [row for row in rows if not row.problems]
    if not good or ((batch.problems or len(good) < len(rows)) and not only_good):
        raise RefusedError("batch-has-problems")
    _enqueue(session, batch, good)
    batch.started = now()
    return len(good)


def retry_failed(session: Session, batch: Batch) -> int:
    """Try the rows again that failed; returns how many there are."""
    failed = _all_rows(batch).join(Job, Job.id == BatchRow.job_id)
    rows = list(session.scalars(failed.where(Job.state == JobState.FAILED)))
    if rows:
        _enqueue(session, batch, rows)
    return len(rows)


def stop(session: Session, batch: Batch) -> None:
    """Take the rows that wait out of the queue; what is in work is finished."""
    waiting = select(BatchRow.id).where(BatchRow.batch_id == batch.id)
    session.execute(delete(Job).where(Job.batch_row_id.in_(waiting), Job.state == JobState.WAITING))
    batch.state, batch.finished = BatchState.STOPPED, now()


def settle(session: Session, batch_id: str) -> bool:
    """Note the end of a batch when none of its rows waits or is in work; true when it has ended."""
    counts = counts_of(session, [batch_id])[batch_id]
    if counts.waiting or counts.running:
        return False
    running = (Batch.id == batch_id, Batch.state == BatchState.RUNNING)
    session.execute(update(Batch).where(*running).values(state=BatchState.DONE, finished=now()))
    return True


def settle_all(database: Database) -> list[str]:
    """Note the end of every batch that has ended; returns the ids of those."""
    with database.write() as session:
        running = session.scalars(select(Batch.id).where(Batch.state == BatchState.RUNNING))
        return [batch_id for batch_id in running.all() if settle(session, batch_id)]


def settle_checks(database: Database) -> None:
    """Say of batches whose check has failed, by a crash say, why it did."""
    job = Batch.options["job"].as_string()
    failed = select(Batch, Job.reason).join(Job, Job.id == job)
    failed = failed.where(Batch.state == BatchState.CHECKING, Job.state == JobState.FAILED)
    with database.write() as session:
        for batch, reason in session.execute(failed.limit(_MOST_PROBLEMS)).all():
            batch.problems = [{"column": "", **(reason or {"code": "crashed", "params": {}})}]
            batch.state = BatchState.CHECKED


def _all_rows(batch: Batch) -> Select[BatchRow]:
    return select(BatchRow).where(BatchRow.batch_id == batch.id).order_by(BatchRow.number)


def _enqueue(session: Session, batch: Batch, rows: Sequence[BatchRow]) -> None:
    for row in rows:
        job = jobs.enqueue_row(session, BRING, row.id, batch.institution_id, QUEUE)
        row.job_id = job.id
    batch.state, batch.finished = BatchState.RUNNING, None
