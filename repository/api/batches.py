"""Batches of works."""

from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from repository import audit, batches
from repository.api.answers import Listing
from repository.api.caller import caller, check_may_edit, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.problems import ApiError
from repository.batches import Counts, RowStatus, Wanted
from repository.changes.works import institution_named
from repository.models import Batch, BatchKind, BatchState
from repository.reasons import sentence
from repository.schemas.errors import Fault, FaultyError
from repository.web.studio.body import staged_body

operations = Operations()
_ONE = "/batches/{batch}"
_QUERY = {
    "institution": "an id or slug",
    "folder": "where the files lie: one of this server's folders for importing",
    "kind": "what is sent: `list` (CSV or XLSX), `zip`, or `nothing` for a folder without a list",
    "name": "what the list or the ZIP is called",
    "collection": "the slug of the collection that the works are put into",
    "publish": "1 to show each work to readers when all is well",
}


class ProblemOfRow(BaseModel):
    """What is wrong, in which column."""

    column: str
    code: str
    message: str


class BatchOut(BaseModel):
    """A batch; `rows` and what follows it are numbers of rows."""

    id: str
    institution: str
    name: str
    kind: str
    state: str
    collection: str
    publish: bool
    problems: list[ProblemOfRow]
    rows: int
    faulty: int
    waiting: int
    running: int
    done: int
    failed: int
    made: int
    created: datetime
    started: datetime | None
    finished: datetime | None


class BatchRowOut(BaseModel):
    """A row; `state` is null while nobody has agreed, `outcome` is made or found."""

    number: int
    title: str
    place: str
    state: str | None
    outcome: str | None
    work: str | None
    problems: list[ProblemOfRow]
    reason: str


@operations("GET", "/batches", "List batches", answers=Listing[BatchOut], paged=True)
def list_batches(part: Part) -> Listing[BatchOut]:
    """The newest first, of the own institution or of all."""
    owner = caller().institution_id
    with repository().database.read() as session:
        found = batches.list_batches(session, owner, part.limit, part.offset)
        counts = batches.counts_of(session, [batch.id for batch in found])
        total = batches.count_batches(session, owner)
        items = [_out(batch, counts[batch.id]) for batch in found]
    return Listing[BatchOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations(
    "POST",
    "/batches",
    "Check a batch",
    takes=bytes,
    answers=BatchOut,
    status=201,
    query=_QUERY,
)
def create_batch() -> BatchOut:
    """The body is the list or the ZIP. Nothing is written before the batch is begun."""
    given = request.args
    with repository().database.read() as session:
        owner = institution_named(session, given.get("institution", "")).id
    check_may_edit(owner)
    kind = given.get("kind", "list")
    if kind not in ("list", "zip", "nothing"):
        raise FaultyError([Fault("kind", "is list, zip or nothing")])
    with staged_body(repository().settings) as path:
        data = path.read_bytes() if kind == "list" and path.stat().st_size <= _LIST else None
        if kind == "list" and data is None:
            raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The list is too large.")
        place = batches.keep_zip(repository(), path) if kind == "zip" else _folder()
    wanted = Wanted(
        institution_id=owner,
        name=Path(given.get("name", "")).name or kind,
        kind={"zip": BatchKind.ZIP, "list": BatchKind.LIST}.get(kind, BatchKind.FOLDER),
        place=place,
        user_id=caller().id,
        collection=given.get("collection", ""),
        publish=given.get("publish") == "1",
    )
    return _read(batches.receive(repository(), wanted, data))


@operations("GET", _ONE, "Read a batch", answers=BatchOut)
def read_batch(batch: str) -> BatchOut:
    """How far it is."""
    return _read(batch)


@operations(
    "GET",
    f"{_ONE}/rows",
    "List the rows of a batch",
    answers=Listing[BatchRowOut],
    paged=True,
    query={"only": "faulty, waiting, running, done or failed"},
)
def list_batch_rows(batch: str, part: Part) -> Listing[BatchRowOut]:
    """In the order of the list, with every problem."""
    only = request.args.get("only", "")
    with repository().database.read() as session:
        batches.get_batch(session, batch)
        rows = batches.row_statuses(session, batch, part.limit, part.offset, only)
        total = batches.count_rows(session, batch, only)
        items = [_row_out(row) for row in rows]
    return Listing[BatchRowOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations("POST", f"{_ONE}/check", "Check a batch again", answers=BatchOut)
def check_batch(batch: str) -> BatchOut:
    """The same list and files, after these were mended."""
    with repository().database.write() as session:
        _editable(session, batch)
    batches.check_again(repository(), batch)
    return _read(batch)


@operations(
    "POST",
    f"{_ONE}/begin",
    "Agree to a batch",
    answers=BatchOut,
    query={"good": "1 to leave out the rows that have problems"},
)
def begin_batch(batch: str) -> BatchOut:
    """Every row is brought in; refused while there are problems."""
    with repository().database.write() as session:
        found = _editable(session, batch)
        rows = batches.begin(session, found, request.args.get("good") == "1")
        details = {"name": found.name, "rows": rows}
        audit.note(session, caller().id, "begun", "batch", batch, details)
    return _read(batch)


@operations("POST", f"{_ONE}/retry", "Try failed rows again", answers=BatchOut)
def retry_batch(batch: str) -> BatchOut:
    """Those that failed; the others stay as they are."""
    with repository().database.write() as session:
        batches.retry_failed(session, _editable(session, batch))
    return _read(batch)


@operations("POST", f"{_ONE}/stop", "Stop a batch", answers=BatchOut)
def stop_batch(batch: str) -> BatchOut:
    """Rows that wait are not brought in; what is in work is finished."""
    with repository().database.write() as session:
        batches.stop(session, _editable(session, batch))
        audit.note(session, caller().id, "stopped", "batch", batch)
    return _read(batch)


@operations("DELETE", _ONE, "Forget a batch", status=204)
def delete_batch(batch: str) -> None:
    """Works that it has made stay. Refused while it is in work."""
    with repository().database.write() as session:
        found = _editable(session, batch)
        if found.state == BatchState.RUNNING:
            raise ApiError(HTTPStatus.CONFLICT, "It is in work: stop it first.")
        place = found.place
        session.delete(found)
    batches.drop_zip(repository(), place)


_LIST = 40 << 20


def _folder() -> str:
    return str(batches.server_folder(repository().settings, request.args.get("folder", "")))


def _editable(session: Session, batch_id: str) -> Batch:
    found = batches.get_batch(session, batch_id)
    check_may_edit(found.institution_id)
    return found


def _read(batch_id: str) -> BatchOut:
    with repository().database.read() as session:
        batch = batches.get_batch(session, batch_id)
        return _out(batch, batches.counts_of(session, [batch_id])[batch_id])


def _out(batch: Batch, counts: Counts) -> BatchOut:
    return BatchOut(
        id=batch.id,
        institution=batch.institution_id,
        name=batch.name,
        kind=str(batch.kind),
        state=str(batch.state),
        collection=batch.options.get("collection", ""),
        publish=bool(batch.options.get("publish")),
        problems=[_problem(each) for each in batch.problems],
        rows=counts.rows,
        faulty=counts.faulty,
        waiting=counts.waiting,
        running=counts.running,
        done=counts.done,
        failed=counts.failed,
        made=counts.made,
        created=batch.created,
        started=batch.started,
        finished=batch.finished,
    )


def _row_out(status: RowStatus) -> BatchRowOut:
    row, reason = status.row, status.reason
    return BatchRowOut(
        number=row.number,
        title=row.title,
        place=row.place,
        state=str(status.state) if status.state else None,
        outcome=row.outcome,
        work=row.work_id,
        problems=[_problem(each) for each in row.problems],
        reason=sentence(reason["code"], reason["params"], "en") if reason else "",
    )


def _problem(kept: dict[str, Any]) -> ProblemOfRow:
    words = sentence(kept["code"], kept["params"], "en")
    return ProblemOfRow(column=kept["column"], code=kept["code"], message=words)
