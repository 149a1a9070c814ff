"""The people of a library: inviting them, their roles, letting them in no more."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, make_response, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from repository import letters
from repository.errors import NotFoundError, RefusedError
from repository.invitations import (
    INVITATION_DAYS,
    RESET_DAYS,
    invite,
    invite_to_reset,
    open_invitations,
    withdraw,
)
from repository.models import Institution, Invitation, Role, User
from repository.permissions import Right, given_by, may, may_manage
from repository.users import change_role, disable, enable
from repository.web.context import language, repository
from repository.web.labels import plain
from repository.web.languages import LANGUAGES, page_url
from repository.web.studio.access import curator, demand, demand_somewhere, for_curators
from repository.web.words import gettext as _
from repository.web.words import reason

_MOST = 1000

blueprint = for_curators(Blueprint("people", __name__, url_prefix="/studio/people"))


@dataclass(frozen=True, slots=True)
class Person:
    """A user in the list; `managed` says that the reader may change it."""

    user: User
    library: Institution | None
    managed: bool


@blueprint.get("/")
def people() -> str:
    """Who signs in: of the own library, of all for the consortium's administrator."""
    demand_somewhere(Right.INVITE)
    return _page()


@blueprint.post("/invite")
def send_invitation() -> Response:
    """Make a link for somebody new and show it, this once, with letters to copy."""
    user = curator()
    role = _role(user)
    chosen = request.form.get("institution") or user.institution_id
    library_id = None if role == Role.ADMINISTRATOR else chosen
    demand(Right.INVITE, library_id)
    try:
        with repository().database.write() as session:
            made, key = invite(session, role, library_id, user.id, request.form.get("purpose", ""))
            library = session.get(Institution, library_id) if library_id else None
    except RefusedError as refused:
        return make_response(_page(reason(refused.code, refused.params)), 422)
    return _show(made, key, library, None)


@blueprint.post("/invitations/<invitation_id>/withdraw")
def take_back(invitation_id: str) -> Response:
    """End a link that nobody has used."""
    with repository().database.write() as session:
        made = session.get(Invitation, invitation_id)
        if made is None or made.used is not None:
            raise NotFoundError(invitation_id)
        demand(Right.INVITE, made.institution_id)
        withdraw(session, made, curator().id)
    return _back()


@blueprint.post("/<user_id>/disable")
def shut_out(user_id: str) -> Response:
    """End all sessions and tokens of a user, who cannot sign in any more."""
    return _change(user_id, lambda session, user: disable(session, user, curator().id))


@blueprint.post("/<user_id>/enable")
def let_in_again(user_id: str) -> Response:
    """Let a user sign in again."""
    return _change(user_id, lambda session, user: enable(session, user, curator().id))


@blueprint.post("/<user_id>/role")
def give_role(user_id: str) -> Response:
    """Give a user another role, and with it for the consortium's administrator another library."""
    by = curator()
    role = _role(by)
    chosen = request.form.get("institution") or None

    def change(session: Session, user: User) -> None:
        library_id = None if role == Role.ADMINISTRATOR else chosen or user.institution_id
        demand(Right.INVITE, library_id)
        if library_id is not None and session.get(Institution, library_id) is None:
            raise NotFoundError(library_id)
        change_role(session, user, role, library_id, by.id)

    return _change(user_id, change)


@blueprint.post("/<user_id>/reset")
def reset_password(user_id: str) -> Response:
    """Make a link by which a user chooses a new password and show it, this once."""
    with repository().database.write() as session:
        user = _managed(session, user_id)
        made, key = invite_to_reset(session, user, curator().id)
    return _show(made, key, None, user)


def _change(user_id: str, change: Callable[[Session, User], None]) -> Response:
    try:
        with repository().database.write() as session:
            user = _managed(session, user_id)
            if user.id == curator().id:
                raise RefusedError("not-yourself")
            change(session, user)
    except RefusedError as refused:
        return make_response(_page(reason(refused.code, refused.params)), 422)
    return _back()


def _managed(session: Session, user_id: str) -> User:
    user = session.get(User, user_id, with_for_update=True)
    if user is None:
        raise NotFoundError(user_id)
    if not may_manage(curator(), user):
        abort(403, "role")
    return user


def _role(user: User) -> Role:
    """The role that was chosen, if it is this user's to give. Raises `Forbidden`."""
    wanted = request.form.get("role", "")
    if wanted not in set(given_by(user)):
        abort(403, "role")
    return Role(wanted)


def _page(problem: str = "") -> str:
    user = curator()
    everywhere = may(user, Right.FOUND)
    own = None if everywhere else user.institution_id
    with repository().database.read() as session:
        found = {row.id: row for row in session.scalars(select(Institution))}
        query = select(User).order_by(User.disabled.is_not(None), User.folded).limit(_MOST)
        if own is not None:
            query = query.where(User.institution_id == own)
        users = list(session.scalars(query))
        invited = open_invitations(session, own)
    ordered = sorted(found.values(), key=lambda each: (each.position, each.slug))
    return render_template(
        "studio/people.html",
        problem=problem,
        people=[
            Person(each, found.get(each.institution_id or ""), may_manage(user, each))
            for each in users
        ],
        invitations=[(each, found.get(each.institution_id or "")) for each in invited],
        roles={role.value: letters.ROLES[role.value][language()] for role in Role},
        given=[role.value for role in reversed(given_by(user))],
        libraries=ordered if everywhere else [each for each in ordered if each.id == own],
        everywhere=everywhere,
        me=user,
    )


def _show(made: Invitation, key: str, library: Institution | None, user: User | None) -> Response:
    site = repository().settings.public_url
    written = []
    for code, name in LANGUAGES.items():
        address = site + page_url("invitations.form", language=code, key=key)
        if user is not None:
            text = letters.reset(code, user.name, RESET_DAYS, address)
        else:
            label = plain(library.label, code) if library else ""
            text = letters.invitation(code, Role(made.role).value, label, INVITATION_DAYS, address)
        written.append((code, name, text))
    address = site + page_url("invitations.form", key=key)
    title = _("A link for a new password") if user else _("An invitation")
    page = render_template(
        "studio/link.html", title=title, address=address, letters=written, made=made
    )
    return make_response(page)


def _back() -> Response:
    return redirect(page_url("people.people"), 303)
