"""Changing many works at once: choose, say what is to be done, look, apply, undo."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from repository.descriptions import PARTS, SITE, Row
from repository.editing import (
    Change,
    Preview,
    Selection,
    apply,
    outcomes,
    rows_of,
    select_works,
    undo,
    write_csv,
)
from repository.editing.making import preview_change, preview_table, table_of
from repository.errors import NotFoundError, RefusedError
from repository.fields import TYPES, Kind
from repository.fields.languages import name_of
from repository.models import Collection, Edit, EditedWork, Institution, Work
from repository.permissions import Right, may
from repository.web import rights
from repository.web.context import current_user, language, repository
from repository.web.languages import LANGUAGES, page_url
from repository.web.paging import Paging
from repository.web.studio.access import curator, demand_somewhere, for_curators
from repository.web.words import reason

_LARGEST = 32 << 20
_SHOWN = 100
_PART = 50
_RECENT = 20

blueprint = for_curators(Blueprint("edits", __name__, url_prefix="/studio/edits"))


@blueprint.get("/")
def form() -> str:
    """The filters, what they find, and what is to be done."""
    demand_somewhere(Right.DESCRIBE)
    return _form()


@blueprint.post("/")
def make() -> AnyResponse:
    """Show what an action would make of the selection."""
    demand_somewhere(Right.DESCRIBE)
    part, _, said = request.form.get("part", "").partition(":")
    chosen = request.form.get("action", "")
    wanted = _selection(request.form, tuple(request.form.getlist("work")))
    try:
        with repository().database.write() as session:
            asked = Change(
                part,
                chosen,  # type: ignore[arg-type]
                said,
                request.form.get("value", "").strip(),
                request.form.get("find", "").strip(),
            )
            return _shown(preview_change(session, wanted, asked, curator()))
    except RefusedError as error:
        return make_response(_form(reason(error.code, error.params)), 422)


@blueprint.get("/table.csv")
def export() -> Response:
    """The selection as a table."""
    demand_somewhere(Right.DESCRIBE)
    sign = "," if request.args.get("sign") == "comma" else ";"
    try:
        with repository().database.read() as session:
            text = write_csv(table_of(session, _selection(request.args)), sign)
    except RefusedError as error:
        return make_response(_form(reason(error.code, error.params)), 422)
    response = make_response(text.encode())
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="keruen.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/table")
def take() -> AnyResponse:
    """Show what a changed table would make of the works it names."""
    demand_somewhere(Right.DESCRIBE)
    request.max_content_length = _LARGEST
    sent = request.files.get("table")
    try:
        with repository().database.write() as session:
            return _shown(preview_table(session, sent.read() if sent else b"", curator()))
    except RefusedError as error:
        return make_response(_form(reason(error.code, error.params)), 422)


@blueprint.get("/<edit_id>")
def one(edit_id: str) -> str:
    """Every difference, and what became of it."""
    with repository().database.read() as session:
        return _page(session, _own(session, edit_id))


@blueprint.post("/<edit_id>/apply")
def carry_out(edit_id: str) -> AnyResponse:
    """Make the changes that were shown."""
    return _done(edit_id, apply)


@blueprint.post("/<edit_id>/undo")
def take_back(edit_id: str) -> AnyResponse:
    """Bring back what was there before."""
    return _done(edit_id, undo)


def _done(edit_id: str, change: Any) -> AnyResponse:
    try:
        with repository().database.write() as session:
            change(session, _own(session, edit_id), curator().id)
    except RefusedError as error:
        with repository().database.read() as session:
            page = _page(session, _own(session, edit_id), reason(error.code, error.params))
        return make_response(page, 409)
    return redirect(page_url("edits.one", edit_id=edit_id), 303)


def _shown(made: Preview) -> AnyResponse:
    made.edit.change = {
        **made.edit.change,
        "wrong": [
            {"work": work.id, "part": each.part, "code": each.code, "params": dict(each.params)}
            for work, each in made.wrong[:_SHOWN]
        ],
    }
    return redirect(page_url("edits.one", edit_id=made.edit.id), 303)


def _own(session: Session, edit_id: str) -> Edit:
    demand_somewhere(Right.DESCRIBE)
    edit = session.get(Edit, edit_id)
    if edit is None:
        raise NotFoundError(edit_id)
    if not may(current_user(), Right.DESCRIBE, edit.institution_id):
        abort(403)
    return edit


def _form(problem: str = "") -> str:
    user = curator()
    source = request.form if request.method == "POST" else request.args
    wanted = _selection(source)
    with repository().database.read() as session:
        try:
            works: list[Work] = (
                select_works(session, wanted) if any(asdict(wanted).values()) else []
            )
        except RefusedError as error:
            works, problem = [], reason(error.code, error.params)
        libraries = session.scalars(select(Institution).order_by(Institution.position)).all()
        shelves = session.scalars(select(Collection).order_by(Collection.position)).all()
        own = Edit.institution_id == user.institution_id
        recent = session.scalars(
            select(Edit).where(own).order_by(Edit.created.desc()).limit(_RECENT)
        ).all()
    mine = [work for work in works if may(user, Right.DESCRIBE, work.institution_id)]
    return render_template(
        "studio/edits.html",
        problem=problem,
        wanted=wanted,
        works=mine[:_SHOWN],
        number=len(mine),
        libraries=[each for each in libraries if may(user, Right.DESCRIBE, each.id)],
        shelves=shelves,
        recent=recent,
        types=[(each.code, each.labels[language()]) for each in TYPES.values()],
        parts=list(_parts()),
        lacking=[(name, part.labels[language()]) for name, part in PARTS.items()],
        rights=rights.statements(),
    )


def _parts() -> list[tuple[str, str]]:
    """What can be changed: parts, and languages of those that have any."""
    found = []
    for name, part in PARTS.items():
        label = part.labels[language()]
        if part.kind == Kind.LINK:
            continue
        if part.codes:
            found.append((f"{name}:", label))
        elif part.localized:
            found += [(f"{name}:{code}", f"{label} ({LANGUAGES[code]})") for code in SITE]
        else:
            found.append((f"{name}:none", label))
    return found


def _selection(source: Any, ids: tuple[str, ...] = ()) -> Selection:
    user = curator()
    names = ("institution", "collection", "state", "type", "language", "missing", "text")
    values = {name: source.get(name, "")[:500] for name in names}
    if values["state"] not in ("draft", "published"):
        values["state"] = ""
    if user.institution_id and any(values.values()) and not values["institution"]:
        values["institution"] = user.institution_id
    return Selection(**values, ids=ids)


def _page(session: Session, edit: Edit, problem: str = "") -> str:
    of_edit = EditedWork.edit_id == edit.id
    paging = Paging.of_request(edit.works, _PART)
    query = select(EditedWork).where(of_edit).order_by(EditedWork.position)
    rows = session.scalars(query.limit(_PART).offset(paging.offset)).all()
    ids = [row.work_id for row in rows] + [each["work"] for each in edit.change.get("wrong", ())]
    works = {work.id: work for work in session.scalars(select(Work).where(Work.id.in_(ids)))}
    left = session.scalars(query.where(EditedWork.outcome.in_(("refused", "kept"))).limit(_SHOWN))
    return render_template(
        "studio/edit.html",
        edit=edit,
        problem=problem,
        paging=paging,
        works=works,
        rows=[(row, _differences(row)) for row in rows],
        counts=outcomes(session, edit),
        left=[row.work_id for row in left],
        wrong=[
            (
                each["work"],
                PARTS[each["part"]].labels[language()],
                reason(each["code"], each["params"]),
            )
            for each in edit.change.get("wrong", ())
        ],
    )


def _differences(row: EditedWork) -> list[tuple[str, list[str], list[str]]]:
    """The label of each part, what stood there and what comes, without what stays."""
    before, after = rows_of(row.before), rows_of(row.after)
    found = []
    for part in after:
        old = [_text(part, each) for each in before.get(part, ())]
        new = [_text(part, each) for each in after[part]]
        gone = [text for text in old if text not in new]
        come = [text for text in new if text not in old]
        found.append((PARTS[part].labels[language()], gone, come))
    return found


def _text(part: str, row: Row) -> str:
    said = " / ".join(row.texts.values())
    kind = PARTS[part].kind
    if kind == Kind.LANGUAGE and row.code:
        return name_of(row.code, language())
    if kind == Kind.TYPE and row.code in TYPES:
        return TYPES[row.code].labels[language()]
    if kind == Kind.RIGHTS:
        return rights.name_of(row.code)
    return f"{row.code} {said}".strip()
