"""People who sign in, and links by which they come in."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from pydantic import BaseModel, StringConstraints
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.api.answers import Listing
from repository.api.caller import caller, check_may_edit, check_somewhere, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.problems import ApiError
from repository.api.state import check_state
from repository.changes.works import institution_named
from repository.errors import NotFoundError, RefusedError
from repository.invitations import invite, invite_to_reset, open_invitations, withdraw
from repository.models import Invitation, Role, User
from repository.permissions import Right, given_by, may, may_manage
from repository.schemas.values import Sent
from repository.users import change_role, disable, enable

operations = Operations()


class UserOut(BaseModel):
    """A person who signs in; `disabled` and `seen` are moments."""

    id: str
    name: str
    role: Role
    institution: str | None
    language: str | None
    created: datetime
    disabled: datetime | None
    seen: datetime | None


class UserChange(Sent):
    """A change of a user: fields that are left out stay as they are."""

    role: Role | None = None
    institution: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    disabled: bool | None = None


class InvitationIn(Sent):
    """A link for somebody new; without an institution it is the caller's."""

    role: Role
    institution: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    purpose: Annotated[str, StringConstraints(max_length=200)] = ""


class InvitationOut(BaseModel):
    """A link that serves once; `address` is told when it is made, and never again."""

    id: str
    role: Role
    institution: str | None
    purpose: str
    created: datetime
    expires: datetime
    address: str | None = None


@operations("GET", "/users", "List users", answers=Listing[UserOut], paged=True)
def list_users(part: Part) -> Listing[UserOut]:
    """By name; of the own institution, for the consortium's administrators of all."""
    check_somewhere(Right.INVITE)
    with repository().database.read() as session:
        query = select(User)
        if not may(caller(), Right.FOUND):
            query = query.where(User.institution_id == caller().institution_id)
        total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
        rows = session.scalars(query.order_by(User.folded).limit(part.limit).offset(part.offset))
        items = [_user(row) for row in rows]
    return Listing[UserOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations("GET", "/users/{user}", "Read a user", answers=UserOut)
def read_user(user: str) -> UserOut:
    """The id names it."""
    with repository().database.read() as session:
        return _user(_managed(session, user, oneself=True))


@operations(
    "PATCH", "/users/{user}", "Change a user", takes=UserChange, answers=UserOut, changes=True
)
def patch_user(user: str, sent: UserChange) -> UserOut:
    """Role, institution, and whether the user is let in; disabling ends sessions and tokens."""
    by = caller()
    with repository().database.write() as session:
        found = _managed(session, user)
        check_state(_user(found))
        if found.id == by.id:
            raise RefusedError("not-yourself")
        if sent.role is not None or sent.institution is not None:
            role, owner = _wanted(session, sent.role or Role(found.role), sent.institution, found)
            change_role(session, found, role, owner, by.id)
        if sent.disabled is True and found.disabled is None:
            disable(session, found, by.id)
        elif sent.disabled is False and found.disabled is not None:
            enable(session, found, by.id)
        session.flush()
        return _user(found)


@operations("POST", "/users/{user}/reset", "Make a link for a new password", answers=InvitationOut)
def reset_user(user: str) -> InvitationOut:
    """The link serves once within a day; the former password is good until then."""
    with repository().database.write() as session:
        made, key = invite_to_reset(session, _managed(session, user), caller().id)
        return _invitation(made, key)


@operations("GET", "/invitations", "List open links", answers=Listing[InvitationOut], paged=True)
def list_invitations(part: Part) -> Listing[InvitationOut]:
    """Those that can still be used, the newest first."""
    check_somewhere(Right.INVITE)
    owner = None if may(caller(), Right.FOUND) else caller().institution_id
    with repository().database.read() as session:
        found = open_invitations(session, owner)
    items = [_invitation(row) for row in found[part.offset : part.offset + part.limit]]
    return Listing[InvitationOut](
        items=items, total=len(found), limit=part.limit, offset=part.offset
    )


@operations(
    "POST", "/invitations", "Invite somebody", takes=InvitationIn, answers=InvitationOut, status=201
)
def create_invitation(sent: InvitationIn) -> InvitationOut:
    """Role and institution are fixed by the link."""
    with repository().database.write() as session:
        role, owner = _wanted(session, sent.role, sent.institution, None)
        made, key = invite(session, role, owner, caller().id, sent.purpose)
        return _invitation(made, key)


@operations("GET", "/invitations/{invitation}", "Read an open link", answers=InvitationOut)
def read_invitation(invitation: str) -> InvitationOut:
    """Its address is not told again."""
    with repository().database.read() as session:
        return _invitation(_open(session, invitation))


@operations("DELETE", "/invitations/{invitation}", "Withdraw a link", status=204)
def delete_invitation(invitation: str) -> None:
    """It opens no more."""
    with repository().database.write() as session:
        withdraw(session, _open(session, invitation), caller().id)


def _open(session: Session, invitation: str) -> Invitation:
    found = session.get(Invitation, invitation)
    if found is None or found.used is not None:
        raise NotFoundError(invitation)
    check_may_edit(found.institution_id, Right.INVITE)
    return found


def _wanted(
    session: Session, role: Role, institution: str | None, user: User | None
) -> tuple[Role, str | None]:
    """Role and institution's id, if they are the caller's to give. Raises `ApiError`."""
    by = caller()
    if role not in given_by(by):
        raise ApiError(HTTPStatus.FORBIDDEN, "This role is not yours to give.")
    owner = user.institution_id if user else by.institution_id
    if institution is not None:
        owner = institution_named(session, institution).id
    if role == Role.ADMINISTRATOR:
        owner = None
    if owner is not None or role == Role.ADMINISTRATOR:
        check_may_edit(owner, Right.INVITE)
    return role, owner


def _managed(session: Session, user_id: str, oneself: bool = False) -> User:
    found = session.get(User, user_id)
    if found is None:
        raise NotFoundError(user_id)
    if not (may_manage(caller(), found) or (oneself and found.id == caller().id)):
        raise ApiError(HTTPStatus.FORBIDDEN, "This user is not yours to manage.")
    return found


def _user(user: User) -> UserOut:
    return UserOut(
        id=user.id,
        name=user.name,
        role=Role(user.role),
        institution=user.institution_id,
        language=user.language,
        created=user.created,
        disabled=user.disabled,
        seen=user.seen,
    )


def _invitation(made: Invitation, key: str = "") -> InvitationOut:
    site = repository().settings.public_url
    return InvitationOut(
        id=made.id,
        role=Role(made.role),
        institution=made.institution_id,
        purpose=made.purpose,
        created=made.created,
        expires=made.expires,
        address=f"{site}/invitation/{key}" if key else None,
    )
