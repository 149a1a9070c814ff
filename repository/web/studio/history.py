"""What was changed in a work, by whom and when, and how to have it back."""

from babel.dates import format_datetime
from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from repository import versions
from repository.permissions import Right
from repository.versions.restoring import restore
from repository.web.context import language, repository
from repository.web.languages import page_url
from repository.web.paging import Paging
from repository.web.studio.access import curator, editable_work, for_curators
from repository.web.studio.arranged import sentences
from repository.web.studio.frame import frame
from repository.web.words import gettext as _

_PART = 20
_MOST_SENTENCES = 12

blueprint = for_curators(Blueprint("history", __name__, url_prefix="/studio/works"))


@blueprint.get("/<work_id>/history")
def listing(work_id: str) -> str:
    """The versions of a work, the newest first."""
    return _render(work_id)


@blueprint.post("/<work_id>/history/<int:number>")
def bring_back(work_id: str, number: int) -> Response:
    """Make an earlier version the present one, unless others changed the work since it was seen."""
    what = request.form.get("what", "all")
    if what not in ("all", "order", "description"):
        abort(400)
    with repository().database.write() as session:
        work = editable_work(session, work_id, Right.ARRANGE)
        fresh = request.form.get("seen") == str(versions.newest_number(session, work.id))
        if fresh:
            restore(session, work, curator().id, number, what)
    if not fresh:
        return make_response(_render(work_id, _stale()), 409)
    return redirect(page_url("history.listing", work_id=work_id), 303)


def _stale() -> str:
    return _(
        "Somebody changed the work since this page was shown. Nothing was brought back: look at "
        "the newest changes, then choose again."
    )


def _render(work_id: str, problem: str = "") -> str:
    with repository().database.read() as session:
        framed = frame(session, work_id, "history")
        total = versions.count_versions(session, work_id)
        paging = Paging.of_request(total, _PART)
        changes = versions.list_changes(session, work_id, _PART, paging.offset)
        newest = versions.newest_number(session, work_id)
    rows = [
        {
            "number": change.version.number,
            "who": change.user,
            "when": format_datetime(change.version.moment, "medium", locale=language()),
            "restored": change.version.restored,
            "first": change.is_first,
            "words": sentences(change, _MOST_SENTENCES),
            "more": max(0, len(change.differences) - _MOST_SENTENCES),
        }
        for change in changes
    ]
    return render_template(
        "studio/history.html", **framed, rows=rows, newest=newest, paging=paging, problem=problem
    )
