"""Putting a work in order from the studio's pages: one change per request, saved as it is made."""

import json
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, request
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest

from repository.arranging.arrange import arrange, right_for
from repository.arranging.contents import from_documents, from_mets
from repository.arranging.labels import text
from repository.arranging.stale import StaleError
from repository.schemas.arrangement import ArrangementIn, Run
from repository.schemas.errors import FaultyError
from repository.web.context import repository
from repository.web.studio.access import curator, editable_work, for_curators
from repository.web.studio.arranged import arranged, mark
from repository.web.words import gettext as _
from repository.works import get_work

_LARGEST = 16 << 20
_LARGEST_METS = 64 << 20
_MOST_PAGES = 20_000

blueprint = for_curators(Blueprint("arrangement", __name__, url_prefix="/studio/works"))


@blueprint.get("/<work_id>/arrangement")
def read(work_id: str) -> Response:
    """The arrangement; 304 while it stays the same. `?since=` is the version seen last."""
    since = request.args.get("since", type=int)
    with repository().database.read() as session:
        work = get_work(session, work_id)
        tag = mark(session, work)
        if request.if_none_match.contains(tag):
            return _tagged(Response(status=304), tag)
        return _tagged(_json(arranged(session, work, since)), tag)


@blueprint.post("/<work_id>/arrangement")
def change(work_id: str) -> Response:
    """Make a change; 409 with the newer state when others were there first."""
    sent = _sent()
    since = request.args.get("since", type=int)
    try:
        with repository().database.write() as session:
            work = editable_work(session, work_id, right_for(sent.change))
            arrange(session, work, curator().id, sent)
    except StaleError as error:
        return _state(work_id, since, 409, error=_("Somebody changed it meanwhile."),
                      collides=error.collides)  # fmt: skip
    except FaultyError:
        words = _("This does not fit the work as it is now. Nothing was changed.")
        return _state(work_id, since, 422, error=words)
    return _state(work_id, since, 200)


@blueprint.get("/<work_id>/labels")
def preview(work_id: str) -> Response:  # noqa: ARG001
    """The first two and the last label of a run of `?count=` pages."""
    count = min(max(1, request.args.get("count", 1, type=int)), _MOST_PAGES)
    fields = {name: request.args.get(name, "") for name in ("style", "side", "prefix", "suffix")}
    numbers = {name: request.args.get(name, 1, type=int) for name in ("start", "step")}
    try:
        run = Run.model_validate({**fields, "side": fields["side"] or "front", **numbers})
    except ValidationError:
        abort(400)
    places = sorted({0, min(1, count - 1), count - 1})
    return _json({"labels": [text(run, place) for place in places], "count": count})


@blueprint.get("/<work_id>/bookmarks")
def bookmarks(work_id: str) -> Response:
    """The table of contents that the bookmarks of the work's documents offer."""
    with repository().database.read() as session:
        get_work(session, work_id)
        return _json({"sections": from_documents(session, work_id)})


@blueprint.post("/<work_id>/mets")
def mets(work_id: str) -> Response:
    """The table of contents that a METS file, the body, offers; nothing is changed yet."""
    request.max_content_length = _LARGEST_METS
    data = request.get_data()
    try:
        with repository().database.read() as session:
            get_work(session, work_id)
            return _json({"sections": from_mets(session, work_id, data)})
    except FaultyError as error:
        words = _("This METS cannot be used: %(why)s") % {"why": str(error.faults[0])}
        response = jsonify({"error": words})
        response.status_code = 422
        return response


def _sent() -> ArrangementIn:
    request.max_content_length = _LARGEST
    try:
        return ArrangementIn.model_validate_json(request.get_data())
    except ValidationError as error:
        raise BadRequest from error


def _state(work_id: str, since: int | None, status: int, **besides: Any) -> Response:
    with repository().database.read() as session:
        work = get_work(session, work_id)
        tag = mark(session, work)
        response = _json({**arranged(session, work, since), **besides})
    response.status_code = status
    return _tagged(response, tag)


def _json(body: Any) -> Response:
    response = make_response(
        json.dumps(body, default=str, ensure_ascii=False, separators=(",", ":"))
    )
    response.mimetype = "application/json"
    return response


def _tagged(response: Response, tag: str) -> Response:
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(tag)
    return response
