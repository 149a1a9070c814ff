"""The page behind a link: choosing a name and a password."""

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from repository import letters
from repository.errors import NotFoundError, RefusedError
from repository.invitations import accept, find_invitation
from repository.models import Institution, Role, User
from repository.passwords import SHORTEST
from repository.web.context import language, repository
from repository.web.languages import page_url
from repository.web.sign_in import let_in
from repository.web.words import gettext as _
from repository.web.words import reason

blueprint = Blueprint("invitations", __name__)


@blueprint.after_request
def _keep_secret(response: Response) -> Response:
    # The address is a secret: it must reach neither caches nor other sites.
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/invitation/<key>")
def form(key: str) -> Response:
    """What the link is for, and the form."""
    return _page(key)


@blueprint.post("/invitation/<key>")
def submit(key: str) -> Response:
    """Become a user, or take a new password, and be signed in."""
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        return _page(key, _("The two passwords differ."), 422)
    try:
        with repository().database.write() as session:
            user = accept(session, key, request.form.get("name", ""), password, language())
    except RefusedError as refused:
        return _page(key, reason(refused.code, refused.params), 422)
    response = redirect(page_url("dashboard.overview_page"), 303)
    let_in(response, user)
    return response


def _page(key: str, problem: str = "", status: int = 200) -> Response:
    try:
        with repository().database.read() as session:
            made = find_invitation(session, key)
            library = session.get(Institution, made.institution_id or "")
            user = session.get(User, made.user_id or "")
    except NotFoundError:
        return _closed(_("This link is not known here. Copy it whole from the letter."), 404)
    except RefusedError as refused:
        return _closed(reason(refused.code, refused.params), 410)
    page = render_template(
        "invitation.html",
        address=page_url("invitations.submit", key=key),
        user=user,
        library=library,
        role=letters.ROLES[Role(made.role).value][language()],
        problem=problem,
        name=request.form.get("name", ""),
        shortest=SHORTEST,
    )
    return make_response(page, status)


def _closed(words: str, status: int) -> Response:
    page = render_template("invitation.html", closed=words)
    return make_response(page, status)
