"""What readers have written to a library and asked it for."""

from typing import TypeVar

from flask import Blueprint, abort, make_response, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from repository.correspondence import (
    find_delivery,
    find_feedback,
    list_deliveries,
    list_feedback,
    steps_of,
)
from repository.correspondence.deliveries import NEXT
from repository.correspondence.feedback import LONGEST
from repository.errors import RefusedError
from repository.models import (
    DeliveryState,
    FeedbackState,
    Institution,
    Role,
    Work,
)
from repository.permissions import Right, may
from repository.web import letter_words
from repository.web.context import language, repository
from repository.web.languages import page_url
from repository.web.letter_deeds import move_on, settle
from repository.web.letters import topics
from repository.web.moments import shown_moment
from repository.web.paging import Paging
from repository.web.studio.access import curator, for_curators
from repository.web.words import gettext as _
from repository.web.words import reason

_SIZE = 40
_State = TypeVar("_State", FeedbackState, DeliveryState)

blueprint = for_curators(Blueprint("inbox", __name__, url_prefix="/studio/inbox"))


@blueprint.get("")
def messages() -> str:
    """Messages of readers, new ones unless `?state=` says otherwise."""
    state = _asked_state(FeedbackState)
    with repository().database.read() as session:
        _found, total = list_feedback(session, _own(), state, 1)
        paging = Paging.of_request(total, _SIZE)
        found, _total = list_feedback(session, _own(), state, paging.size, paging.offset)
        works = _works(session, [row.work_id for row in found])
    return render_template(
        "studio/inbox/messages.html",
        rows=found,
        works=works,
        paging=paging,
        state=state,
        topics=dict(topics()),
        **_frame(),
    )


@blueprint.get("/messages/<item_id>")
def feedback(item_id: str) -> str:
    """One message with the form to answer it. 404 for an unknown one, 403 for another library's."""
    return _message(item_id)


@blueprint.post("/messages/<item_id>")
def answer(item_id: str) -> Response | str:
    """Answer the message, close it, or take it up again."""
    wanted = request.form.get("state", "")
    if wanted not in set(FeedbackState):
        abort(400)
    try:
        with repository().database.write() as session:
            message = find_feedback(session, item_id)
            _check(message.institution_id)
            words = request.form.get("answer", "").replace("\r\n", "\n")
            settle(session, message, FeedbackState(wanted), words, curator().id)
    except RefusedError as refused:
        return make_response(_message(item_id, reason(refused.code, refused.params)), 422)
    return redirect(page_url("inbox.messages"), 303)


@blueprint.get("/copies")
def copies() -> str:
    """Requests for copies, all of them unless `?state=` narrows the list."""
    state = _asked_state(DeliveryState)
    with repository().database.read() as session:
        _found, total = list_deliveries(session, _own(), state, 1)
        paging = Paging.of_request(total, _SIZE)
        found, _total = list_deliveries(session, _own(), state, paging.size, paging.offset)
        works = _works(session, [row.work_id for row in found])
    return render_template(
        "studio/inbox/copies.html",
        rows=found,
        works=works,
        paging=paging,
        state=state,
        states=letter_words.delivery_states(language()),
        **_frame(),
    )


@blueprint.get("/copies/<item_id>")
def delivery(item_id: str) -> str:
    """One request with what can be done next."""
    return _request(item_id)


@blueprint.post("/copies/<item_id>")
def move(item_id: str) -> Response | str:
    """Bring the request to the next state and tell the reader."""
    wanted = request.form.get("state", "")
    if wanted not in set(DeliveryState):
        abort(400)
    try:
        with repository().database.write() as session:
            asked = find_delivery(session, item_id)
            _check(asked.institution_id)
            note = request.form.get("note", "").replace("\r\n", "\n")
            move_on(session, asked, DeliveryState(wanted), note, curator().id)
    except RefusedError as refused:
        return make_response(_request(item_id, reason(refused.code, refused.params)), 409)
    return redirect(page_url("inbox.delivery", item_id=item_id), 303)


def _message(item_id: str, problem: str = "") -> str:
    with repository().database.read() as session:
        message = find_feedback(session, item_id)
        _check(message.institution_id)
        work = session.get_one(Work, message.work_id)
    return render_template(
        "studio/inbox/message.html",
        message=message,
        work=work,
        problem=problem,
        typed=request.form.get("answer", ""),
        topic=dict(topics())[message.topic],
        longest=LONGEST,
        **_frame(),
    )


def _request(item_id: str, problem: str = "") -> str:
    with repository().database.read() as session:
        asked = find_delivery(session, item_id)
        _check(asked.institution_id)
        work = session.get_one(Work, asked.work_id)
        steps = steps_of(session, asked.id)
    verbs = {
        DeliveryState.ACCEPTED: _("Accept"),
        DeliveryState.WORKING: _("Begin work"),
        DeliveryState.SENT: _("Mark as sent"),
        DeliveryState.REFUSED: _("Refuse"),
    }
    return render_template(
        "studio/inbox/copy.html",
        asked=asked,
        work=work,
        steps=steps,
        problem=problem,
        typed=request.form.get("note", ""),
        next_states=[(state.value, verbs[state]) for state in NEXT[DeliveryState(asked.state)]],
        states=letter_words.delivery_states(language()),
        longest=LONGEST,
        **_frame(),
    )


def _frame() -> dict[str, object]:
    with repository().database.read() as session:
        owners = {row.id: row.label for row in session.scalars(select(Institution))}
    return {
        "owners": owners,
        "of_all": _own() is None,
        "moment": lambda value: shown_moment(value, language()),
        "mail_goes_out": letter_words.mail_goes_out(),
    }


def _own() -> str | None:
    """The library whose letters are shown, None for those of all. Raises `Forbidden`."""
    user = curator()
    if user.role == Role.ADMINISTRATOR:
        return None
    if user.institution_id is None or not may(user, Right.CURATE, user.institution_id):
        abort(403)
    return user.institution_id


def _check(institution_id: str) -> None:
    if not may(curator(), Right.CURATE, institution_id):
        abort(403)


def _asked_state(kind: type[_State]) -> _State | None:
    wanted = request.args.get("state", "")
    return kind(wanted) if wanted in set(kind) else None


def _works(session: Session, ids: list[str]) -> dict[str, Work]:
    return {work.id: work for work in session.scalars(select(Work).where(Work.id.in_(ids)))}
