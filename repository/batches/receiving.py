"""Taking in a batch: its list and its files are checked, and the report is kept for somebody."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import jobs
from repository.batches.check import Found, Report, Told, check_list, check_place
from repository.batches.keeping import Wanted, check_open, get_batch, keep_report, put_rows
from repository.batches.places import FolderPlace, Place, ZipPlace, is_zip, zip_key
from repository.batches.problem import Problem
from repository.batches.table import LARGEST
from repository.errors import RefusedError
from repository.models import Batch, BatchKind, BatchState, Work
from repository.repository import Repository

_AT_ONCE = 500


CHECK = "check"
"""The kind of job that checks a batch."""

_PAUSE = 1.0  # seconds between two notes of how far a check is


def announce(repository: Repository, wanted: Wanted, data: bytes | None = None) -> str:
    """Keep a batch that a worker is going to check; returns its id.

    What would make `receive` raise becomes a problem of the whole.
    """
    wanted = _with_list(repository, wanted, data)
    with repository.database.write() as session:
        batch = keep_report(session, wanted, Report([]))
        _ask(session, batch)
        return batch.id


def announce_again(session: Session, batch: Batch) -> None:
    """Have a batch checked anew, after its files were mended. Raises `RefusedError`."""
    check_open(batch)
    _ask(session, batch)


def _ask(session: Session, batch: Batch) -> None:
    job = jobs.enqueue_for(session, CHECK, batch.institution_id, jobs.INTERACTIVE)
    batch.state = BatchState.CHECKING
    batch.options = {**batch.options, "job": job.id, "checked": 0, "of": 0}


def check(repository: Repository, held: jobs.Claim) -> None:
    """Check the batch of a claimed job and finish the job. Raises `ClaimLostError`."""
    with repository.database.read() as session:
        batch = _checked_by(session, held)
    report = _report(repository, batch, _Teller(repository, batch.id)) if batch else None
    with repository.database.write() as session:
        batch = _checked_by(session, held)
        if batch is not None and report is not None:
            _mark_known(session, batch, report)
            put_rows(session, batch, report)
            batch.state = BatchState.CHECKED
        jobs.finish(session, held)


def _checked_by(session: Session, held: jobs.Claim) -> Batch | None:
    """The batch, None when it was forgotten meanwhile."""
    job = Batch.options["job"].as_string()
    query = select(Batch).where(Batch.state == BatchState.CHECKING, job == held.job_id)
    return session.scalars(query).one_or_none()


def _report(repository: Repository, batch: Batch, told: Told) -> Report:
    try:
        place = _place(repository, batch.place)
        data = repository.storage.read(batch.list_key) if batch.list_key else _list_at(place)
        return check_list(data, place, told) if data is not None else check_place(place)
    except RefusedError as error:
        return Report([], [Problem.of(error)])
    except OSError as error:
        return Report([], [Problem("batch-unreadable", {"problem": str(error)[:300]})])


@dataclass(slots=True)
class _Teller:
    """Notes now and then how far a check is."""

    repository: Repository
    batch_id: str
    last: float = 0.0

    def __call__(self, done: int, whole: int) -> None:
        if time.monotonic() < self.last + _PAUSE:
            return
        self.last = time.monotonic()
        with self.repository.database.write() as session:
            if batch := session.get(Batch, self.batch_id):
                batch.options = {**batch.options, "checked": done, "of": whole}


def _with_list(repository: Repository, wanted: Wanted, data: bytes | None) -> Wanted:
    if data is None:
        return wanted
    key = f"lists/{hashlib.sha256(data).hexdigest()}"
    repository.storage.put(key, data)
    return replace(wanted, list_key=key, kind=_kind(wanted.kind))


def receive(repository: Repository, wanted: Wanted, data: bytes | None = None) -> str:
    """Check a batch and keep the report; returns the batch's id.

    `data` is the list. Without it a spreadsheet that lies alone at the top of the place is the
    list, and without one each folder and document is a work. Raises `RefusedError`, `OSError`.
    """
    place = _place(repository, wanted.place)
    data = data if data is not None else _list_at(place)
    report = check_list(data, place) if data is not None else check_place(place)
    wanted = _with_list(repository, wanted, data)
    with repository.database.write() as session:
        batch = keep_report(session, wanted, report)
        _mark_known(session, batch, report)
        put_rows(session, batch, report)
        return batch.id


def check_again(repository: Repository, batch_id: str) -> None:
    """Check a batch anew, after its files were mended. Raises `RefusedError`, `NotFoundError`."""
    with repository.database.read() as session:
        batch = get_batch(session, batch_id)
        key, place = batch.list_key, _place(repository, batch.place)
    data = repository.storage.read(key) if key else None
    report = check_list(data, place) if data is not None else check_place(place)
    with repository.database.write() as session:
        batch = get_batch(session, batch_id)
        check_open(batch)
        _mark_known(session, batch, report)
        put_rows(session, batch, report)


def keep_zip(repository: Repository, path: Path) -> str:
    """Keep an uploaded ZIP, which may be moved away; returns the place of its batch."""
    with path.open("rb") as file:
        key = zip_key(_digest(file))
    repository.storage.take(key, path)
    return key


def copy_zip(repository: Repository, path: Path) -> str:
    """The same of a ZIP that stays where it is."""
    with path.open("rb") as file:
        key = zip_key(_digest(file))
    repository.storage.put(key, path)
    return key


def drop_zip(repository: Repository, place: str) -> None:
    """Remove a ZIP unless a batch that has not ended needs it."""
    with repository.database.read() as session:
        open_ = Batch.state.in_([BatchState.CHECKING, BatchState.CHECKED, BatchState.RUNNING])
        needed = session.scalar(select(Batch.id).where(Batch.place == place, open_).limit(1))
    if is_zip(place) and needed is None:
        repository.storage.delete(place)


def forget_zip(repository: Repository, batch_id: str) -> None:
    """Remove the ZIP of a batch that has ended."""
    with repository.database.read() as session:
        place = get_batch(session, batch_id).place
    drop_zip(repository, place)


def _digest(file: IO[bytes]) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _kind(kind: BatchKind) -> BatchKind:
    return kind if kind == BatchKind.HOT else BatchKind.LIST


def _place(repository: Repository, place: str) -> Place:
    return ZipPlace.of(repository, place) if is_zip(place) else FolderPlace(Path(place))


def _list_at(place: Place) -> bytes | None:
    lists = place.lists()
    return place.read(lists[0], LARGEST) if len(lists) == 1 else None


def _mark_known(session: Session, batch: Batch, report: Report) -> None:
    """Say of each row which work its files have become before, where the path tells."""
    if is_zip(batch.place):
        return
    root = Path(batch.place)
    rows = {str((root / row.place).resolve()): row for row in report.rows if row.place}
    paths = list(rows)
    for start in range(0, len(paths), _AT_ONCE):
        _mark(session, batch, rows, paths[start : start + _AT_ONCE])


def _mark(session: Session, batch: Batch, rows: dict[str, Found], paths: Sequence[str]) -> None:
    query = select(Work.source, Work.id).where(
        Work.source.in_(paths), Work.institution_id == batch.institution_id
    )
    for source, work_id in session.execute(query):
        if source in rows:
            rows[source].plan["known"] = work_id
