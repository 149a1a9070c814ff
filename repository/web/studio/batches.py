"""Batches in the studio: bringing them in, reading the report, agreeing, following."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from repository import audit, batches
from repository.batches import Counts, Wanted
from repository.errors import RefusedError
from repository.models import Batch, BatchKind, BatchState, Institution, JobState, User
from repository.permissions import Right, may_somewhere
from repository.web.context import language, may_edit, repository
from repository.web.languages import page_url
from repository.web.paging import Paging
from repository.web.studio.access import curator, for_curators
from repository.web.studio.body import staged_body
from repository.web.studio.owners import libraries_of
from repository.web.words import reason

_ROWS = 100
_LARGEST_LIST = 40 << 20
_MOST_FOLDERS = 500

blueprint = for_curators(Blueprint("batches", __name__, url_prefix="/studio/batches"))


@blueprint.get("/")
def listing() -> str:
    """The batches of the own library, or of all."""
    user = curator()
    with repository().database.read() as session:
        paging = Paging.of_request(batches.count_batches(session, user.institution_id), 50)
        found = batches.list_batches(session, user.institution_id, paging.size, paging.offset)
        counts = batches.counts_of(session, [batch.id for batch in found])
        owners = {row.id: row for row in libraries_of(session, None)}
    return render_template(
        "studio/batches.html", found=found, counts=counts, owners=owners, paging=paging
    )


@blueprint.get("/new")
def new() -> str:
    """The page on which a list, a folder or a ZIP is chosen."""
    return _form("")


@blueprint.post("/new")
def receive() -> AnyResponse:
    """Have a list or a folder of this server checked, and show how far the report is."""
    request.max_content_length = _LARGEST_LIST
    institution_id = request.form.get("institution", "")
    if not may_edit(institution_id):
        abort(403)
    sent = request.files.get("list")
    data = sent.read() if sent is not None and sent.filename else None
    try:
        folder = batches.server_folder(repository().settings, request.form.get("folder", ""))
        name = (sent.filename if sent is not None and data else "") or folder.name
        kind = BatchKind.LIST if data else BatchKind.FOLDER
        batch_id = batches.announce(
            repository(), _wanted(institution_id, name, kind, str(folder)), data
        )
    except RefusedError as error:
        return make_response(_form(reason(error.code, error.params)), 422)
    except OSError as error:
        return make_response(_form(reason("batch-unreadable", {"problem": str(error)})), 422)
    return redirect(page_url("batches.report", batch_id=batch_id), 303)


@blueprint.post("/zip")
def receive_zip() -> Response:
    """Take in a ZIP, the body of the request, to be checked; a script sends it."""
    institution_id = request.args.get("institution", "")
    if not may_edit(institution_id):
        abort(403)
    name = request.args.get("name", "")[-500:] or "ZIP"
    with staged_body(repository().settings) as path:
        place = batches.keep_zip(repository(), path)
    wanted = _wanted(institution_id, name, BatchKind.ZIP, place)
    batch_id = batches.announce(repository(), wanted)
    return jsonify({"address": page_url("batches.report", batch_id=batch_id)})


@blueprint.get("/<batch_id>")
def report(batch_id: str, problem: str = "") -> str:
    """The report of a batch, and how far its rows are."""
    only = request.args.get("only", "")
    with repository().database.read() as session:
        batch = batches.get_batch(session, batch_id)
        owner = session.get_one(Institution, batch.institution_id)
        total = batches.count_rows(session, batch_id, only)
        paging = Paging.of_request(total, _ROWS)
        rows = batches.row_statuses(session, batch_id, paging.size, paging.offset, only)
        counts = batches.counts_of(session, [batch_id])[batch_id]
    return render_template(
        "studio/batch.html",
        batch=batch,
        owner=owner,
        rows=rows,
        counts=counts,
        only=only,
        paging=paging,
        problem=problem,
        editable=may_edit(batch.institution_id),
        reason=reason,
    )


@blueprint.get("/<batch_id>/status")
def status(batch_id: str) -> Response:
    """How far a batch is; a page that is open asks for it every few seconds."""
    with repository().database.read() as session:
        batch = batches.get_batch(session, batch_id)
        counts = batches.counts_of(session, [batch_id])[batch_id]
    response = jsonify(
        {"state": batch.state, "counts": numbers(counts), "checked": batch.options.get("checked")}
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/<batch_id>/results.csv")
def results(batch_id: str) -> Response:
    """What became of every row, for a spreadsheet."""
    site = repository().settings.public_url
    with repository().database.read() as session:
        batch = batches.get_batch(session, batch_id)
        lines = batches.results(session, batch, language(), lambda key: f"{site}/works/{key}")
        response = Response("".join(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="batch-{batch.id}.csv"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/<batch_id>/begin")
def begin(batch_id: str) -> AnyResponse:
    """Agree to the report: `good=1` leaves out the rows with problems."""
    try:
        with _changing(batch_id) as (session, batch, user):
            rows = batches.begin(session, batch, request.form.get("good") == "1")
            details = {"name": batch.name, "rows": rows}
            audit.note(session, user.id, "begun", "batch", batch.id, details)
    except RefusedError as error:
        page = report(batch_id, reason(error.code, error.params))
        return make_response(page, 409)
    return _back(batch_id)


@blueprint.post("/<batch_id>/check")
def check(batch_id: str) -> AnyResponse:
    """Check the same list and files anew."""
    try:
        with _changing(batch_id) as (session, batch, _user):
            batches.announce_again(session, batch)
    except RefusedError as error:
        page = report(batch_id, reason(error.code, error.params))
        return make_response(page, 409)
    return _back(batch_id)


@blueprint.post("/<batch_id>/retry")
def retry(batch_id: str) -> AnyResponse:
    """Try the rows again that failed."""
    with _changing(batch_id) as (session, batch, _user):
        batches.retry_failed(session, batch)
    return _back(batch_id)


@blueprint.post("/<batch_id>/stop")
def stop(batch_id: str) -> AnyResponse:
    """Bring in no more of it."""
    with _changing(batch_id) as (session, batch, user):
        batches.stop(session, batch)
        audit.note(session, user.id, "stopped", "batch", batch.id, {"name": batch.name})
    return _back(batch_id)


@blueprint.post("/<batch_id>/remove")
def remove(batch_id: str) -> AnyResponse:
    """Forget the report; works that it has made stay."""
    with _changing(batch_id) as (session, batch, _user):
        place = batch.place
        if batch.state != BatchState.RUNNING:
            session.delete(batch)
    batches.drop_zip(repository(), place)
    return redirect(page_url("batches.listing"), 303)


def numbers(counts: Counts) -> dict[str, int]:
    """The counts as JSON."""
    names = ("rows", "faulty", "made", "begun", *JobState)
    return {str(name): getattr(counts, name) for name in names}


@contextmanager
def _changing(batch_id: str) -> Iterator[tuple[Session, Batch, User]]:
    """The batch in a transaction, if this curator may change it."""
    with repository().database.write() as session:
        batch = batches.get_batch(session, batch_id)
        if not may_edit(batch.institution_id):
            abort(403)
        yield session, batch, curator()


def _wanted(institution_id: str, name: str, kind: BatchKind, place: str) -> Wanted:
    values = request.form if request.form else request.args
    return Wanted(
        institution_id=institution_id,
        name=Path(name).name,
        kind=kind,
        place=place,
        user_id=curator().id,
        collection=values.get("collection", "")[:100],
        publish=values.get("publish") == "1",
    )


def _form(problem: str) -> str:
    user = curator()
    with repository().database.read() as session:
        owned = libraries_of(session, user) if may_somewhere(user, Right.CURATE) else []
    return render_template(
        "studio/batch_new.html", libraries=owned, folders=_folders(), problem=problem
    )


def _folders() -> list[tuple[str, str]]:
    """The folders to choose from, with what they are called: the roots and what lies in them."""
    found: list[tuple[str, str]] = []
    for root in batches.import_dirs(repository().settings):
        if not root.is_dir():
            continue
        found.append((str(root), root.name))
        inside = sorted(path for path in root.iterdir() if path.is_dir())
        found += [(str(path), f"{root.name}/{path.name}") for path in inside[:_MOST_FOLDERS]]
    return found


def _back(batch_id: str) -> AnyResponse:
    return redirect(page_url("batches.report", batch_id=batch_id), 303)
