"""Signing in and out."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from repository.errors import RefusedError
from repository.signing_in import sign_in
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
        user = sign_in(
            repository().database,
            name,
            request.form.get("password", ""),
            request.remote_addr or "",
        )
    except RefusedError as refused:
        return _page(reason(refused.code, refused.params), 429)
    if user is None:
        return _page(_("The name or the password is wrong."), 403)
    response = redirect(_destination(), 303)
    sessions().begin(response, user)
    return response


@blueprint.post("/sign-out")
def leave() -> AnyResponse:
    """Sign out and go to the first page."""
    response = redirect(page_url("home.index"), 303)
    sessions().end(response)
    return response


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
    return destination(page_url("studio.works"))
