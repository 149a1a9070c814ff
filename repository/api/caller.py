"""Who calls: a user by a bearer token, and what that user may change."""

from http import HTTPStatus
from typing import cast

from flask import current_app, g, request
from sqlalchemy.orm import Session

from repository.api.problems import ApiError
from repository.errors import NotFoundError
from repository.models import User, Work
from repository.permissions import Right, may, may_somewhere
from repository.repository import Repository
from repository.tokens import user_of

USER = "keruen.user"
"""Where the command line says who asks; no header of a request ever comes under such a name."""


def repository() -> Repository:
    """The repository this application was made for."""
    return cast(Repository, current_app.extensions["repository"])


def sign_in() -> None:
    """Find who calls. Raises `ApiError`.

    Cookies count for nothing here: no page of another site can make a browser call.
    """
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    user: User | None = request.environ.get(USER)
    if user is None and kind.lower() == "bearer":
        user = user_of(repository().database, key.strip())
    if user is None:
        raise ApiError(
            HTTPStatus.UNAUTHORIZED,
            "Send a token: `Authorization: Bearer keruen_…`, made by `keruen token add`.",
            WWW_Authenticate="Bearer",
        )
    g.caller = user


def caller() -> User:
    """Who calls, in a view."""
    return cast(User, g.caller)


def check_may_edit(institution_id: str | None, right: Right = Right.CURATE) -> None:
    """Refuse what the caller has no right to. Raises `ApiError`.

    Without an institution it is about what belongs to the whole consortium.
    """
    user = caller()
    if may(user, right, institution_id):
        return
    if may_somewhere(user, right):
        raise ApiError(HTTPStatus.FORBIDDEN, "It belongs to another institution than yours.")
    raise ApiError(HTTPStatus.FORBIDDEN, f"Your role, {user.role}, may not do this.")


def check_somewhere(right: Right) -> None:
    """Refuse a caller who has this right over nothing at all. Raises `ApiError`."""
    if not may_somewhere(caller(), right):
        raise ApiError(HTTPStatus.FORBIDDEN, f"Your role, {caller().role}, may not do this.")


def check_is_administrator() -> None:
    """Refuse what only the consortium's administrators may do. Raises `ApiError`."""
    if not may(caller(), Right.FOUND):
        raise ApiError(HTTPStatus.FORBIDDEN, "Only administrators may do this.")


def editable_work(session: Session, work_id: str, right: Right = Right.CURATE) -> Work:
    """The work, locked until the transaction ends. Raises `NotFoundError` and `ApiError`."""
    work = session.get(Work, work_id, with_for_update=True)
    if work is None:
        raise NotFoundError(work_id)
    check_may_edit(work.institution_id, right)
    return work
