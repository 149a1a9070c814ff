"""Signing in and out."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from repository import audit
from repository.clock import now
from repository.errors import RefusedError
from repository.models import User
from repository.signing_in import sign_in as check_sign_in
from repository.web.context import current_user, repository, sessions
from repository.web.destination import destination
from repository.web.languages import page_url
from repository.web.words import gettext as _
from repository.web.words import reason

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
def form() -> AnyResponse:
    """The form; those who are signed in go straight to the studio."""
    if current_user():
        return redirect(_destination())
    return _page()


@blueprint.post("/sign-in")
def submit() -> AnyResponse:
    """Sign in, then go where the visitor was heading."""
    name = request.form.get("name", "").strip()
    try:
        user = check_sign_in(
            repository().database,
            name,
            request.form.get("password", ""),
            request.remote_addr or "",
        )
    except RefusedError as refused:
        return _page(reason(refused.code, refused.params), 429)
    if user is None:
        return _page(_("The name or the password is wrong."), 403)
    response = redirect(
        destination(page_url("dashboard.overview_page", language=user.language)), 303
    )
    let_in(response, user)
    return response


@blueprint.post("/sign-out")
def leave() -> AnyResponse:
    """Sign out and go to the first page."""
    response = redirect(page_url("home.index"), 303)
    user = current_user()
    sessions().end(response, request.headers.get("Cookie", ""))
    if user is not None:
        with repository().database.write() as session:
            audit.note(session, user.id, "signed-out", "user", user.id)
    return response


def let_in(response: AnyResponse, user: User) -> None:
    """Sign this browser in under a fresh key; what it was signed in as before ends."""
    with repository().database.write() as session:
        known = session.get_one(User, user.id)
        known.seen = now()
        address = request.remote_addr or ""
        sessions().begin(session, response, known, request.headers, address)
        audit.note(session, user.id, "signed-in", "user", user.id, {"address": address})


def _page(problem: str = "", status: int = 200) -> Response:
    return make_response(
        render_template(
            "sign_in.html",
            problem=problem,
            name=request.form.get("name", ""),
            destination=request.values.get("next", ""),
        ),
        status,
    )


def _destination() -> str:
    return destination(page_url("dashboard.overview_page"))
