"""Who calls: a user by a bearer token, and what that user may change."""

from http import HTTPStatus
from typing import cast

from flask import current_app, g, request
from sqlalchemy.orm import Session

from repository.api.problems import ApiError
from repository.errors import NotFoundError
from repository.models import Role, User, Work
from repository.repository import Repository
from repository.tokens import user_of


def repository() -> Repository:
    """The repository this application was made for."""
    return cast(Repository, current_app.extensions["repository"])


def sign_in() -> None:
    """Find who calls. Raises `ApiError`.

    Cookies count for nothing here: no page of another site can make a browser call.
    """
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    user = user_of(repository().database, key.strip()) if kind.lower() == "bearer" else None
    if user is None:
        raise ApiError(
            HTTPStatus.UNAUTHORIZED,
            "Send a token: `Authorization: Bearer keruen_…`, made by `keruen token add`.",
            WWW_Authenticate="Bearer",
        )
    g.caller = user


def check_may_edit(institution_id: str | None) -> None:
    """Refuse changes of what another institution, or the consortium, owns. Raises `ApiError`."""
    user = cast(User, g.caller)
    if user.role == Role.ADMINISTRATOR:
        return
    if institution_id is None or user.institution_id != institution_id:
        raise ApiError(HTTPStatus.FORBIDDEN, "It belongs to another institution than yours.")


def check_is_administrator() -> None:
    """Refuse what administrators only may do. Raises `ApiError`."""
    if cast(User, g.caller).role != Role.ADMINISTRATOR:
        raise ApiError(HTTPStatus.FORBIDDEN, "Only administrators may do this.")


def editable_work(session: Session, work_id: str) -> Work:
    """The work, locked until the transaction ends. Raises `NotFoundError` and `ApiError`."""
    work = session.get(Work, work_id, with_for_update=True)
    if work is None:
        raise NotFoundError(work_id)
    check_may_edit(work.institution_id)
    return work
