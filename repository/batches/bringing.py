"""Bringing in one row of a batch: what a worker does once somebody has agreed to the report.

Done twice it does no harm: the work is found again by where it came from, or by the checksums of
its files, and its pages by their names and bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import audit, jobs, versions
from repository.batches.keeping import settle
from repository.batches.places import FolderPlace, ZipPlace, is_zip
from repository.errors import NotFoundError, RefusedError
from repository.importing import (
    Destination,
    begin_import,
    examine_captions,
    import_captions,
    import_pages,
)
from repository.jobs import Claim
from repository.models import Batch, BatchKind, BatchRow, Institution, Work
from repository.plans import Plan, Reading, carry_out, find_plan
from repository.records.reading import Card, read_file
from repository.repository import Repository
from repository.revisions import touch
from repository.schemas.errors import FaultyError
from repository.sources import Source, find_source
from repository.texts.beside import beside, import_texts
from repository.works import get_work, publish

MADE, FOUND = "made", "found"
_RECORDS = ("record.mrc", "record.iso", "marc.xml", "mods.xml", "dc.xml", "record.xml")
_METS = "mets.xml"


@dataclass(frozen=True, slots=True)
class Task:
    """A row as the worker sees it: plain values, so that no transaction is held open."""

    row_id: int
    batch: Batch
    place: str
    title: str
    plan: dict[str, Any]
    owner: str

    @property
    def key(self) -> str:
        """What finds the work again: the path of a folder, or the ZIP and the path in it."""
        if is_zip(self.batch.place) or self.batch.kind == BatchKind.HOT:
            # Another ZIP may have the same name: its checksum is in the place.
            return f"batch:{self.batch.place}/{self.place}"[:1000]
        return str((Path(self.batch.place) / self.place).resolve())[:1000]


def bring(repository: Repository, held: Claim) -> None:
    """Bring in the row of a claimed job and finish the job.

    Raises `RefusedError` with the reason, `OSError`, `StorageFullError`,
    `StorageUnavailableError`, `NotFoundError` when the row is gone, and `ClaimLostError`.
    """
    task = _task(repository, held)
    with _files(repository, task) as path:
        try:
            work_id = _import(repository, task, path)
        except FaultyError as error:
            raise RefusedError("batch-faulty-plan", problem=str(error)[:500]) from error
    with repository.database.write() as session:
        work = get_work(session, work_id)
        if task.batch.options.get("publish"):
            work.publish_when_ready = True
            publish(session, work)
        jobs.finish(session, held)
        settle(session, task.batch.id)


def _task(repository: Repository, held: Claim) -> Task:
    with repository.database.read() as session:
        row = session.get(BatchRow, held.batch_row_id)
        if row is None:
            raise NotFoundError(held.job_id)
        batch = session.get_one(Batch, row.batch_id)
        owner = session.get_one(Institution, batch.institution_id).slug
        session.expunge_all()
    return Task(row.id, batch, row.place, row.title, row.plan, owner)


@contextmanager
def _files(repository: Repository, task: Task) -> Iterator[Path]:
    """The work's file or folder; that of a ZIP is unpacked for as long as the block lasts."""
    if is_zip(task.batch.place):
        with ZipPlace.of(repository, task.batch.place).unpacked(task.place) as path:
            yield path
        return
    found = FolderPlace(Path(task.batch.place)).path(task.place)
    if found is None:
        raise RefusedError("batch-no-file", path=task.place)
    yield found


def _import(repository: Repository, task: Task, path: Path) -> str:
    to = Destination(task.owner, _collection(task), task.title or _bare(task.batch.name))
    plan = find_plan(str(path), Reading()) or _mets_in(path)
    if plan is not None:
        work_id = carry_out(repository, replace(plan, source=task.key), to)
        _describe_afterwards(repository, task, work_id)
        return work_id
    source = replace(find_source(path), key=task.key)
    captions, fields = examine_captions(source), _fields(task, source)
    work_id, files = begin_import(
        repository,
        source,
        to,
        lambda session, work: _describe(session, task, work, fields),
    )
    _remember(repository, task, work_id)
    import_captions(repository, work_id, captions)
    for _ in import_pages(repository, work_id, files):
        pass
    import_texts(repository, work_id, beside(source.texts))
    return work_id


def _bare(name: str) -> str:
    """What a ZIP or a document is called, without the ending."""
    return Path(name).stem if Path(name).suffix.lower() in (".zip", ".pdf", ".tif") else name


def _collection(task: Task) -> str | None:
    return task.plan.get("collection") or task.batch.options.get("collection") or None


def _mets_in(path: Path) -> Plan | None:
    return find_plan(str(path / _METS), Reading()) if (path / _METS).is_file() else None


def _fields(task: Task, source: Source) -> dict[str, Any]:
    """What is said of a new work: by the list, or by a record that lies with its scans."""
    fields: dict[str, Any] = dict(task.plan.get("fields") or {})
    card = None if fields else _card_beside(source.path)
    return card.fields() if card else fields


def _card_beside(path: Path) -> Card | None:
    if path.is_dir():
        for name in _RECORDS:
            if (path / name).is_file():
                return read_file(path / name).cards[0]
    return None


def _describe(session: Session, task: Task, work: Work, fields: dict[str, Any]) -> None:
    """Say of a work that was made a moment ago what is to be said, in the same transaction."""
    work.label = fields.get("label") or work.label
    work.summary = fields.get("summary") or work.summary
    work.rights = fields.get("rights") or work.rights
    work.metadata_ = fields.get("metadata") or work.metadata_
    row = session.get_one(BatchRow, task.row_id)
    row.work_id, row.outcome = work.id, MADE
    details = {"batch": task.batch.id, "row": row.number}
    audit.note(session, task.batch.user_id or audit.WORKER, "imported", "work", work.id, details)
    versions.record(session, work, task.batch.user_id)


def _remember(repository: Repository, task: Task, work_id: str) -> None:
    """Note which work a row has led to, when it was there already."""
    with repository.database.write() as session:
        row = session.get_one(BatchRow, task.row_id)
        row.work_id = work_id
        row.outcome = row.outcome or FOUND


def _describe_afterwards(repository: Repository, task: Task, work_id: str) -> None:
    """Add to a work that has a plan of its own what only the list says."""
    fields = task.plan.get("fields") or {}
    with repository.database.write() as session:
        work = get_work(session, work_id)
        terms = {entry.get("term") for entry in work.metadata_}
        more = [each for each in fields.get("metadata", []) if each["term"] not in terms]
        work.metadata_ = [*work.metadata_, *more]
        work.rights = work.rights or fields.get("rights")
        work.summary = work.summary or fields.get("summary")
        if more:
            touch(session, work)
        row = session.get_one(BatchRow, task.row_id)
        row.work_id, row.outcome = work.id, row.outcome or _outcome(session, task, work)


def _outcome(session: Session, task: Task, work: Work) -> str:
    """Whether another row has led to this work before."""
    before = select(BatchRow.id).where(BatchRow.work_id == work.id, BatchRow.id != task.row_id)
    return FOUND if session.scalar(before.limit(1)) else MADE
