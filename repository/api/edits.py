"""Changes of many works at once: previewed, applied, undone."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import request
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.api.answers import Listing
from repository.api.caller import caller, check_may_edit, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.problems import ApiError
from repository.changes.works import institution_named
from repository.editing import Change, Preview, Selection, apply, outcomes, undo, write_csv
from repository.editing.making import preview_change, preview_table, table_of
from repository.errors import NotFoundError, RefusedError
from repository.models import Edit, EditedWork
from repository.permissions import Right, may_somewhere
from repository.reasons import sentence
from repository.schemas.edit import EditIn, SelectionIn

LARGEST = 32 << 20
operations = Operations()


class WrongOut(BaseModel):
    """A work that is left out, because what it would say cannot be kept."""

    work: str
    part: str
    message: str


class EditOut(BaseModel):
    """A change of many works; `outcomes` counts works, "" are those not yet applied."""

    id: str
    state: str
    change: dict[str, Any]
    works: int
    outcomes: dict[str, int]
    wrong: list[WrongOut]
    created: datetime
    applied: datetime | None
    undone: datetime | None


class DifferenceOut(BaseModel):
    """What a change makes of one work: rows by part, before and after."""

    work: str
    outcome: str
    before: dict[str, list[dict[str, Any]]]
    after: dict[str, list[dict[str, Any]]]


class TableOut(BaseModel):
    """Descriptions as a table in CSV, which can be sent back changed."""

    csv: str


@operations(
    "POST", "/edits", "Preview a change of many works", takes=EditIn, answers=EditOut, status=201
)
def create_edit(sent: EditIn) -> EditOut:
    """Nothing is changed yet; works of others than yours are left out."""
    _check_may_describe()
    with repository().database.write() as session:
        wanted = _selection(session, sent.selection)
        change = Change(sent.part, sent.action, sent.language, sent.value, sent.find)
        return _shown(session, preview_change(session, wanted, change, caller()))


@operations(
    "POST", "/edits/table", "Preview a changed table", takes=bytes, answers=EditOut, status=201
)
def create_edit_by_table() -> EditOut:
    """A CSV or XLSX such as `/edits/export` answers with, changed; nothing is changed yet."""
    _check_may_describe()
    request.max_content_length = LARGEST
    data = request.get_data()
    with repository().database.write() as session:
        return _shown(session, preview_table(session, data, caller()))


@operations(
    "GET",
    "/edits/export",
    "Write descriptions as a table",
    answers=TableOut,
    query={
        "institution": "an id or slug",
        "collection": "a slug",
        "missing": "a part, or part:language",
        "text": "what stands in the description",
    },
)
def export_table() -> TableOut:
    """Works of all libraries, 5,000 at most."""
    names = ("institution", "collection", "missing", "text")
    sent = SelectionIn(**{name: request.args.get(name, "")[:100] for name in names})
    with repository().database.read() as session:
        return TableOut(csv=write_csv(table_of(session, _selection(session, sent))))


@operations("GET", "/edits/{edit}", "Read a change of many works", answers=EditOut)
def read_edit(edit: str) -> EditOut:
    """How far it is."""
    with repository().database.read() as session:
        return _out(session, own_edit(session, edit))


@operations(
    "GET",
    "/edits/{edit}/differences",
    "List the differences",
    answers=Listing[DifferenceOut],
    paged=True,
)
def list_differences(edit: str, part: Part) -> Listing[DifferenceOut]:
    """Work by work."""
    with repository().database.read() as session:
        found = own_edit(session, edit)
        of_edit = EditedWork.edit_id == found.id
        query = select(EditedWork).where(of_edit).order_by(EditedWork.position)
        rows = session.scalars(query.limit(part.limit).offset(part.offset)).all()
        total = session.scalar(select(func.count()).select_from(EditedWork).where(of_edit)) or 0
        items = [
            DifferenceOut(work=row.work_id, outcome=row.outcome, before=row.before, after=row.after)
            for row in rows
        ]
    return Listing[DifferenceOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations("POST", "/edits/{edit}/apply", "Apply a change of many works", answers=EditOut)
def apply_edit(edit: str) -> EditOut:
    """Works that somebody changed since the preview are left as they are: `refused`."""
    return _done(edit, apply)


@operations("POST", "/edits/{edit}/undo", "Undo a change of many works", answers=EditOut)
def undo_edit(edit: str) -> EditOut:
    """Works whose changed parts were changed again since are left as they are: `kept`."""
    return _done(edit, undo)


def own_edit(session: Session, edit_id: str) -> Edit:
    """The change, if it is the caller's to see. Raises `NotFoundError` and `ApiError`."""
    _check_may_describe()
    found = session.get(Edit, edit_id)
    if found is None:
        raise NotFoundError(edit_id)
    check_may_edit(found.institution_id, Right.DESCRIBE)
    return found


def _done(edit_id: str, change: Callable[[Session, Edit, str | None], None]) -> EditOut:
    with repository().database.write() as session:
        found = own_edit(session, edit_id)
        try:
            change(session, found, caller().id)
        except RefusedError as error:
            text = sentence(error.code, error.params, "en")
            raise ApiError(HTTPStatus.CONFLICT, text) from error
        session.flush()
        return _out(session, found)


def _check_may_describe() -> None:
    if not may_somewhere(caller(), Right.DESCRIBE):
        raise ApiError(HTTPStatus.FORBIDDEN, f"Your role, {caller().role}, may not do this.")


def _selection(session: Session, sent: SelectionIn) -> Selection:
    values = sent.model_dump(exclude={"works"})
    if sent.institution:
        values["institution"] = institution_named(session, sent.institution).id
    return Selection(**values, ids=tuple(sent.works))


def _shown(session: Session, made: Preview) -> EditOut:
    out = _out(session, made.edit)
    out.wrong = [
        WrongOut(work=work.id, part=each.part, message=sentence(each.code, each.params, "en"))
        for work, each in made.wrong[:100]
    ]
    return out


def _out(session: Session, edit: Edit) -> EditOut:
    names = ("id", "state", "change", "works", "created", "applied", "undone")
    return EditOut(
        **{name: getattr(edit, name) for name in names},
        outcomes=outcomes(session, edit),
        wrong=[],
    )
