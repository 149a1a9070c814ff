"""Who may enter the studio, and who may change what."""

from flask import Blueprint, abort, jsonify, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from repository.errors import NotFoundError
from repository.models import Page, User, Work
from repository.pages import get_page
from repository.permissions import Right, may, may_somewhere
from repository.web.context import current_user, repository
from repository.web.languages import page_url
from repository.web.studio.body import too_large
from repository.web.studio.navigation import navigation
from repository.web.words import gettext as _


def for_curators(blueprint: Blueprint) -> Blueprint:
    """Send everybody who is not signed in to the door first."""
    blueprint.before_request(_ask_to_sign_in)
    blueprint.after_request(_keep_out_of_sight)
    blueprint.context_processor(_frame)
    return blueprint


def _ask_to_sign_in() -> Response | None:
    if current_user() is not None:
        return None
    if request.accept_mimetypes.best == "application/json":
        response = jsonify(
            {"error": _("You are signed out. Sign in again in another tab, then retry.")}
        )
        response.status_code = 401
        return response
    wanted = request.path if request.method == "GET" else ""
    return redirect(page_url("sign_in.form", next=wanted), 303)


def _keep_out_of_sight(response: Response) -> Response:
    """No other site shows the studio in a frame, and no cache shows it after signing out."""
    response.headers.setdefault("X-Frame-Options", "DENY")
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _frame() -> dict[str, object]:
    settings = repository().settings
    return {
        "largest": settings.max_upload,
        "too_large": too_large(settings),
        "navigation": navigation,
    }


def demand(right: Right, institution_id: str | None) -> None:
    """Refuse what this user has no right to. Raises `Forbidden`."""
    if not may(current_user(), right, institution_id):
        abort(403, "role")


def demand_somewhere(right: Right) -> None:
    """Refuse a page that is for those who have this right over anything. Raises `Forbidden`."""
    if not may_somewhere(current_user(), right):
        abort(403, "role")


def curator() -> User:
    """The signed-in user, in a view that only curators reach."""
    user = current_user()
    assert user is not None
    return user


def editable_work(session: Session, work_id: str, right: Right = Right.CURATE) -> Work:
    """The work, locked until the transaction ends, if this curator may change it.

    `right` says what is to be done with it: cataloguers may describe and arrange, not curate.
    Raises `NotFoundError` and `Forbidden`. Locked, so that what a view checks still holds when
    it changes the work.
    """
    work = session.get(Work, work_id, with_for_update=True)
    if work is None:
        raise NotFoundError(work_id)
    if not may(current_user(), right, work.institution_id):
        abort(403)
    return work


def page_of(session: Session, work_id: str, page_id: str) -> Page:
    """The page, if it belongs to this work. Raises `NotFoundError`."""
    page = get_page(session, page_id)
    if page.work_id != work_id:
        raise NotFoundError(page_id)
    return page
