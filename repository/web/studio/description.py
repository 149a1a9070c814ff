"""All that is said of a work, in one form."""

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from repository.descriptions import PARTS, Row, checked_all, read
from repository.descriptions.saving import Saved, save
from repository.models import Authority, Work
from repository.permissions import Right
from repository.web import rights
from repository.web.context import language, repository
from repository.web.languages import page_url
from repository.web.studio import sheet
from repository.web.studio.access import curator, demand, editable_work, for_curators
from repository.web.studio.frame import frame
from repository.web.studio.typed import LARGEST, seen_marks, typed_rows
from repository.works import get_work

blueprint = for_curators(Blueprint("description", __name__, url_prefix="/studio/works"))


@blueprint.get("/<work_id>/description")
def form(work_id: str) -> str:
    """What is said of the work, to be changed."""
    with repository().database.read() as session:
        shown = read(get_work(session, work_id))
        return _render(session, work_id, shown)


@blueprint.post("/<work_id>/description")
def describe(work_id: str) -> AnyResponse:
    """Keep what was changed.

    409 when somebody else changed the same meanwhile, 422 when something is wrong; then nothing
    is kept, and the form comes back as it was typed.
    """
    request.max_form_memory_size = LARGEST
    typed = typed_rows(request.form)
    with repository().database.write() as session:
        work = editable_work(session, work_id, Right.DESCRIBE)
        saved = save(session, work, typed, seen_marks(request.form), curator().id)
    if not saved.findings and not saved.colliding:
        return redirect(page_url("description.form", work_id=work_id, saved=_outcome(saved)), 303)
    with repository().database.read() as session:
        now = read(get_work(session, work_id))
        shown = {name: now.get(name, ()) if name in saved.theirs else typed[name] for name in typed}
        body = _render(session, work_id, {**now, **shown}, saved)
    return make_response(body, 409 if saved.colliding else 422)


@blueprint.post("/<work_id>/description/check")
def check(work_id: str) -> Response:
    """What is wrong with what stands in the form, what was understood, what is missing."""
    request.max_form_memory_size = LARGEST
    typed = typed_rows(request.form)
    with repository().database.read() as session:
        work = get_work(session, work_id)
        demand(Right.DESCRIBE, work.institution_id)
        now = read(work)
    rows, findings = checked_all(typed, now)
    wrong = sheet.wrongs(findings)
    echoes = {
        f"{name}.{number}": text
        for name, given in typed.items()
        for number, row in enumerate(given)
        if f"{name}.{number}" not in wrong and (text := sheet.echo(PARTS[name], row))
    }
    lacking = {code: labels for code, _, labels in sheet.lacking({**now, **rows})}
    return jsonify({"wrong": wrong, "said": echoes, "missing": lacking})


def _outcome(saved: Saved) -> str:
    return "merged" if saved.theirs else "yes" if saved.kept else "same"


def _render(session: Session, work_id: str, shown: sheet.Rows, saved: Saved | None = None) -> str:
    framed = frame(session, work_id, "description")
    work: Work = framed["work"]
    now = read(work)
    known = _authorities(session, [*shown.values(), *now.values()])
    found, colliding = (saved.findings, saved.colliding) if saved else ((), ())
    return render_template(
        "studio/description.html",
        **framed,
        saved=request.args.get("saved", ""),
        groups=sheet.groups(),
        sheets=sheet.sheets(shown, now, known, found, colliding),
        findings=found,
        colliding=[PARTS[name].labels[language()] for name in colliding],
        lacking=sheet.lacking(now),
        rights=rights.statements(),
        **sheet.choices(),
    )


def _authorities(session: Session, rows: Sequence[Sequence[Row]]) -> dict[str, Authority]:
    wanted = {key for given in rows for row in given for key in row.authorities}
    if not wanted:
        return {}
    query = select(Authority).where(Authority.id.in_(wanted))
    return {each.id: each for each in session.scalars(query)}
