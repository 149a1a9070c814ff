"""What everybody sees and changes of their own account."""

from flask import Blueprint, make_response, redirect, render_template, request
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from repository import audit, letters
from repository.errors import NotFoundError, RefusedError
from repository.models import BrowserSession, Institution, Role, Token, User
from repository.signing_in import sign_in as check_sign_in
from repository.tokens import make_token
from repository.users import set_password
from repository.web.context import current_session, language, repository
from repository.web.languages import LANGUAGES, page_url
from repository.web.sign_in import let_in
from repository.web.studio.access import curator, for_curators
from repository.web.words import gettext as _
from repository.web.words import reason

_MOST_TOKENS = 20

blueprint = for_curators(Blueprint("profile", __name__, url_prefix="/studio/profile"))


@blueprint.get("/")
def show() -> str:
    """Role, password, language, keys for programs, browsers that are signed in."""
    return _page()


@blueprint.post("/password")
def change_password() -> Response:
    """Change the own password; every other browser is signed out."""
    user = curator()
    try:
        checked = check_sign_in(
            repository().database,
            user.name,
            request.form.get("present", ""),
            request.remote_addr or "",
        )
        if checked is None:
            raise RefusedError("wrong-password")
        with repository().database.write() as session:
            set_password(session, session.get_one(User, user.id), request.form.get("password", ""))
            audit.note(session, user.id, "password-changed", "user", user.id)
    except RefusedError as refused:
        return make_response(_page(problem=reason(refused.code, refused.params)), 422)
    response = _back()
    let_in(response, user)
    return response


@blueprint.post("/language")
def choose_language() -> Response:
    """Keep the language in which the studio greets this user."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        chosen = language()
    with repository().database.write() as session:
        session.get_one(User, curator().id).language = chosen
        audit.note(session, curator().id, "language-chosen", "user", curator().id)
    return redirect(page_url("profile.show", language=chosen), 303)


@blueprint.post("/tokens")
def add_token() -> Response:
    """Make a key for a program and show it, this once."""
    user = curator()
    with repository().database.write() as session:
        many = len(session.scalars(select(Token.id).where(Token.user_id == user.id)).all())
        if many >= _MOST_TOKENS:
            key = ""
        else:
            name = request.form.get("name", "").strip()
            key = make_token(session, session.get_one(User, user.id), name)
            audit.note(session, user.id, "token-made", "user", user.id, {"name": name})
    if not key:
        words = _("You have %(most)s keys already. End one first.") % {"most": _MOST_TOKENS}
        return make_response(_page(problem=words), 422)
    return make_response(_page(key=key))


@blueprint.post("/tokens/<token_id>/revoke")
def revoke(token_id: str) -> Response:
    """End one of the own keys."""
    with repository().database.write() as session:
        token = session.get(Token, token_id)
        if token is None or token.user_id != curator().id:
            raise NotFoundError(token_id)
        session.delete(token)
        audit.note(session, curator().id, "token-ended", "user", curator().id, {"name": token.name})
    return _back()


@blueprint.post("/sessions/end")
def end_sessions() -> Response:
    """Sign out one other browser, named by `session`, or all others."""
    here = current_session()
    assert here is not None
    own = BrowserSession.user_id == curator().id, BrowserSession.id != here.id
    wanted = request.form.get("session", "")
    with repository().database.write() as session:
        ended = delete(BrowserSession).where(*own)
        if wanted:
            ended = ended.where(BrowserSession.id == wanted)
        session.execute(ended)
        audit.note(session, curator().id, "signed-out-elsewhere", "user", curator().id)
    return _back()


def _page(problem: str = "", key: str = "") -> str:
    user = curator()
    here = current_session()
    with repository().database.read() as session:
        library = session.get(Institution, user.institution_id) if user.institution_id else None
        tokens = _of_user(session, Token, user)
        browsers = _of_user(session, BrowserSession, user)
    return render_template(
        "studio/profile.html",
        problem=problem,
        key=key,
        me=user,
        library=library,
        role=letters.ROLES[Role(user.role).value][language()],
        tokens=tokens,
        browsers=browsers,
        here=here.id if here else "",
    )


def _of_user(
    session: Session, table: type[Token] | type[BrowserSession], user: User
) -> list[Token | BrowserSession]:
    query = select(table).where(table.user_id == user.id).order_by(table.created.desc())
    return list(session.scalars(query.limit(200)))


def _back() -> Response:
    return redirect(page_url("profile.show"), 303)
