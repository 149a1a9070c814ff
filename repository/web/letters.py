"""Forms with which readers write to the library of a work, or ask it for a copy."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from repository.correspondence import (
    ask_for_copy,
    check_sender,
    find_secret,
    give_feedback,
    steps_of,
)
from repository.correspondence.feedback import LONGEST, TOPICS
from repository.errors import RefusedError
from repository.models import Institution, Work
from repository.repository import secret_key
from repository.web import letter_words
from repository.web.context import language, repository
from repository.web.languages import page_url
from repository.web.moments import shown_moment
from repository.web.visible import visible_work
from repository.web.words import gettext as _
from repository.web.words import reason

blueprint = Blueprint("letters", __name__)


@blueprint.get("/works/<work_id>/feedback")
def feedback_form(work_id: str) -> Response:
    """The form; `?page=` names the page it is about."""
    return _form("feedback.html", work_id)


@blueprint.post("/works/<work_id>/feedback")
def feedback(work_id: str) -> AnyResponse:
    """Put the message into the library's inbox."""
    if _is_trapped():
        return redirect(page_url("letters.thanks", work_id=work_id), 303)
    try:
        with repository().database.write() as session:
            work = visible_work(session, work_id)
            _check_sender(session)
            message = give_feedback(
                session,
                work,
                _page(),
                request.form.get("topic", ""),
                _typed("words"),
                _typed("email"),
                language(),
            )
            letter_words.tell_library(session, work, "feedback", message.id)
    except RefusedError as refused:
        return _again("feedback.html", work_id, refused)
    return redirect(page_url("letters.thanks", work_id=work_id), 303)


@blueprint.get("/works/<work_id>/feedback/thanks")
def thanks(work_id: str) -> str:
    """What happens next."""
    with repository().database.read() as session:
        work = visible_work(session, work_id)
        owner = session.get_one(Institution, work.institution_id)
    return render_template("feedback_thanks.html", work=work, owner=owner)


@blueprint.get("/works/<work_id>/copy")
def copy_form(work_id: str) -> Response:
    """The form of a request for a copy; `?page=` names the page to begin with."""
    return _form("copy.html", work_id)


@blueprint.post("/works/<work_id>/copy")
def copy(work_id: str) -> AnyResponse:
    """Put the request into the library's list; the reader is sent to the page that shows it."""
    if _is_trapped():
        return redirect(page_url("letters.thanks", work_id=work_id), 303)
    try:
        with repository().database.write() as session:
            work = visible_work(session, work_id)
            _check_sender(session)
            asked = ask_for_copy(
                session,
                work,
                _typed("pages"),
                _typed("purpose"),
                _typed("name"),
                _typed("email"),
                language(),
            )
            letter_words.tell_library(session, work, "delivery", asked.id)
            letter_words.tell_reader(session, asked, work)
    except RefusedError as refused:
        return _again("copy.html", work_id, refused)
    return redirect(page_url("letters.delivery", secret=asked.secret), 303)


@blueprint.get("/deliveries/<secret>")
def delivery(secret: str) -> Response:
    """How far a request is, for whoever has its link. 404 for any other."""
    with repository().database.read() as session:
        asked = find_secret(session, secret)
        steps = steps_of(session, asked.id)
        work = session.get_one(Work, asked.work_id)
        owner = session.get_one(Institution, asked.institution_id)
    response = make_response(
        render_template(
            "delivery.html",
            asked=asked,
            steps=steps,
            work=work,
            owner=owner,
            states=letter_words.delivery_states(language()),
            moment=lambda value: shown_moment(value, language()),
            days=repository().settings.keep_letters,
            mail_goes_out=letter_words.mail_goes_out(),
        )
    )
    # The address is the key: it must not travel to where a link on the page leads.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def topics() -> list[tuple[str, str]]:
    """What a message may be about."""
    names = {
        "text": _("A mistake in the text"),
        "picture": _("A mistake in the picture or the order of pages"),
        "description": _("A mistake in the description"),
        "other": _("Something else"),
    }
    return [(topic, names[topic]) for topic in TOPICS]


def _form(template: str, work_id: str, problem: str = "", status: int = 200) -> Response:
    with repository().database.read() as session:
        work = visible_work(session, work_id)
        owner = session.get_one(Institution, work.institution_id)
    page = render_template(
        template,
        work=work,
        owner=owner,
        problem=problem,
        typed=request.form,
        page=_page() or "",
        topics=topics(),
        longest=LONGEST,
        days=repository().settings.keep_letters,
        mail_goes_out=letter_words.mail_goes_out(),
    )
    return make_response(page, status)


def _again(template: str, work_id: str, refused: RefusedError) -> Response:
    status = 429 if refused.code == "too-many-letters" else 422
    return _form(template, work_id, reason(refused.code, refused.params), status)


def _check_sender(session: Session) -> None:
    key = secret_key(repository().settings)
    check_sender(session, key, request.remote_addr or "")


def _is_trapped() -> bool:
    """Whether a robot has filled in the field that people do not see."""
    return bool(request.form.get("website"))


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n").strip()


def _page() -> int | None:
    value = request.values.get("page", "").strip()
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else None
