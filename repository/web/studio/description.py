"""What a work is called and who may use it."""

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from repository import versions
from repository.models import Work
from repository.models.base import LanguageMap
from repository.permissions import Right
from repository.revisions import touch
from repository.web import rights
from repository.web.context import repository
from repository.web.languages import LANGUAGES, page_url
from repository.web.studio.access import curator, editable_work, for_curators
from repository.web.studio.frame import frame
from repository.web.studio.seen import seen
from repository.web.words import gettext as _

_LONGEST = 2000

blueprint = for_curators(Blueprint("description", __name__, url_prefix="/studio/works"))


@blueprint.get("/<work_id>/description")
def form(work_id: str) -> str:
    """What is said of the work, to be changed."""
    return _render(work_id)


@blueprint.post("/<work_id>/description")
def describe(work_id: str) -> Response:
    """Keep title, summary and rights, unless somebody else changed them meanwhile."""
    with repository().database.write() as session:
        work = editable_work(session, work_id, Right.DESCRIBE)
        problem = _problem(work)
        if not problem:
            work.label = _map_of("label", work.label) or work.label
            work.summary = _map_of("summary", work.summary or {}) or None
            work.rights = request.form.get("rights") or None
            touch(session, work)
            versions.record(session, work, curator().id)
    if problem:
        return make_response(_render(work_id, problem), 409)
    return redirect(page_url("description.form", work_id=work_id, saved=1), 303)


def _render(work_id: str, problem: str = "") -> str:
    with repository().database.read() as session:
        framed = frame(session, work_id, "description")
    return render_template(
        "studio/description.html",
        **framed,
        problem=problem,
        saved="saved" in request.args,
        typed=request.form if problem else {},
        seen=seen(framed["work"]),
        rights=rights.choices(),
    )


def _problem(work: Work) -> str:
    if request.form.get("seen") != seen(work):
        return _(
            "Somebody else changed this description while you were writing. Nothing was "
            "overwritten: compare with what stands here now, then save again."
        )
    if not any(request.form.get(f"label-{language}", "").strip() for language in LANGUAGES):
        return _("Give the work a title in at least one language.")
    chosen = request.form.get("rights", "")
    if chosen and chosen not in rights.choices() and chosen != work.rights:
        return _("Choose one of the statements of rights.")
    return ""


def _map_of(field: str, before: LanguageMap) -> LanguageMap:
    """What the form says in our languages, with what was there in others."""
    typed = {code: request.form.get(f"{field}-{code}", "").strip()[:_LONGEST] for code in LANGUAGES}
    kept = {code: texts for code, texts in before.items() if code not in (*LANGUAGES, "none")}
    return kept | {code: [text] for code, text in typed.items() if text}
