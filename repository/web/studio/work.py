"""A work in the studio: its pages as they become ready, trying again, publishing."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, make_response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from repository.clock import now
from repository.hindrances import Hindrance
from repository.jobs import INTERACTIVE
from repository.models import JobState, Page
from repository.pages import get_page, page_statuses, retry, statuses_by_state
from repository.permissions import Right
from repository.web.context import repository
from repository.web.languages import page_url
from repository.web.studio.access import editable_work, for_curators, page_of
from repository.web.studio.arranged import arranged
from repository.web.studio.frame import frame
from repository.web.studio.status import changes, sentences, work_status
from repository.works import get_work, hindrances, publish, unpublish

# Transactions commit a while after they note when, and machines' clocks differ a little.
_OVERLAP = timedelta(seconds=15)

blueprint = for_curators(Blueprint("editing", __name__, url_prefix="/studio/works"))


@blueprint.get("/<work_id>")
def edit(work_id: str) -> str:
    """The work with everything a curator does to it."""
    return render_work(work_id)


@blueprint.get("/<work_id>/status")
def status(work_id: str) -> Response:
    """The state of every page; answered with 304 while nothing changes.

    The answer to `?since=`, which is the `X-Since` of the answer before, has only the pages that
    changed since then: asking every second costs little however many pages there are.
    """
    moment, since = now(), _since()
    with repository().database.read() as session:
        work = get_work(session, work_id)
        pages = page_statuses(session, work_id, since)
        if since is None:
            told = work_status(work, pages, hindrances(session, work))
        else:
            told = changes(work, statuses_by_state(session, work_id), pages)
    body = json.dumps(told, ensure_ascii=False)
    response = make_response(body)
    response.mimetype = "application/json"
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:20])
    response.headers["X-Since"] = str((moment - _OVERLAP).timestamp())
    response.make_conditional(request)
    return response


@blueprint.post("/<work_id>/retry")
def try_again(work_id: str) -> AnyResponse:
    """Try one failed page again, named by `page`, or all of them."""
    with repository().database.write() as session:
        editable_work(session, work_id)
        for page in _failed(session, work_id, request.form.get("page", "")):
            retry(session, page, INTERACTIVE)
    return _back(work_id)


@blueprint.post("/<work_id>/publish")
def show(work_id: str) -> AnyResponse:
    """Publish the work, or say what keeps it from being published."""
    with repository().database.write() as session:
        found = publish(session, editable_work(session, work_id, Right.PUBLISH))
    if found:
        return make_response(render_work(work_id, refused=found), 409)
    return _back(work_id)


@blueprint.post("/<work_id>/unpublish")
def hide(work_id: str) -> AnyResponse:
    """Hide the work from readers."""
    with repository().database.write() as session:
        unpublish(session, editable_work(session, work_id, Right.PUBLISH))
    return _back(work_id)


def render_work(work_id: str, refused: list[Hindrance] | None = None, problem: str = "") -> str:
    """The pages of a work, with what was refused or went wrong a moment ago."""
    with repository().database.read() as session:
        framed = frame(session, work_id, "pages")
        state = arranged(session, framed["work"], None)
    return render_template(
        "studio/pages.html",
        **framed,
        arranged=state,
        refused=sentences(refused or []),
        more=max(0, len(refused or []) - len(sentences(refused or []))),
        problem=problem,
    )


def _since() -> datetime | None:
    try:
        return datetime.fromtimestamp(float(request.args["since"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def _failed(session: Session, work_id: str, page_id: str) -> list[Page]:
    if page_id:
        return [page_of(session, work_id, page_id)]
    statuses = page_statuses(session, work_id)
    return [get_page(session, page.id) for page in statuses if page.state == JobState.FAILED]


def _back(work_id: str) -> AnyResponse:
    return redirect(page_url("editing.edit", work_id=work_id), 303)
