"""Links by which people come in, or choose a new password: they serve once and expire."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from repository import audit
from repository.clock import now
from repository.errors import NotFoundError, RefusedError
from repository.models import Institution, Invitation, Role, User
from repository.users import add_user, set_password

INVITATION_DAYS = 7
RESET_DAYS = 1
_LONGEST_KEY = 100
_LONGEST_PURPOSE = 200


def invite(
    session: Session, role: Role, institution_id: str | None, by: str | None, purpose: str = ""
) -> tuple[Invitation, str]:
    """A link for a new user with this role, and its key, which is shown this once.

    Raises `RefusedError` for a role that needs a library, `NotFoundError` for an unknown one.
    """
    if role != Role.ADMINISTRATOR and institution_id is None:
        raise RefusedError("role-needs-library")
    if institution_id is not None and session.get(Institution, institution_id) is None:
        raise NotFoundError(institution_id)
    owner = None if role == Role.ADMINISTRATOR else institution_id
    invitation, key = _make(session, role, owner, None, by, purpose, INVITATION_DAYS)
    details = {"role": role.value, "for": purpose}
    kind, subject = ("institution", owner) if owner else ("invitation", invitation.id)
    audit.note(session, by, "invited", kind, subject, details)
    return invitation, key


def invite_to_reset(session: Session, user: User, by: str | None) -> tuple[Invitation, str]:
    """A link by which a user chooses a new password, and its key, shown this once."""
    made = _make(session, Role(user.role), user.institution_id, user.id, by, user.name, RESET_DAYS)
    audit.note(session, by, "reset-link-made", "user", user.id, {"name": user.name})
    return made


def find_invitation(session: Session, key: str) -> Invitation:
    """The open link with this key.

    Raises `NotFoundError`, and `RefusedError` when it has been used or has expired.
    """
    if len(key) > _LONGEST_KEY:
        raise NotFoundError("invitation")
    query = select(Invitation).where(Invitation.sha256 == _digest(key))
    invitation = session.scalars(query).one_or_none()
    if invitation is None:
        raise NotFoundError("invitation")
    if invitation.used is not None:
        raise RefusedError("link-used")
    if invitation.expires < now():
        raise RefusedError("link-expired")
    return invitation


def accept(
    session: Session, key: str, name: str, password: str, language: str | None = None
) -> User:
    """Become a user, or choose a new password, by a link.

    Raises `NotFoundError`, and `RefusedError` for what is wrong with link, name or password.
    """
    invitation = find_invitation(session, key)
    _use_up(session, invitation)
    if invitation.user_id is not None:
        user = session.get_one(User, invitation.user_id)
        if user.disabled is not None:
            raise RefusedError("link-used")
        set_password(session, user, password)
        audit.note(session, user.id, "password-reset", "user", user.id)
        return user
    user = add_user(session, name, password, Role(invitation.role), invitation.institution_id)
    user.language = language
    invitation.user_id = user.id
    details = {"role": Role(user.role).value, "invited by": invitation.made_by or audit.COMMAND}
    audit.note(session, user.id, "joined", "user", user.id, details)
    return user


def withdraw(session: Session, invitation: Invitation, by: str | None) -> None:
    """End a link that has not been used."""
    audit.note(session, by, "link-withdrawn", "invitation", invitation.id)
    session.delete(invitation)


def open_invitations(session: Session, institution_id: str | None = None) -> list[Invitation]:
    """Links to new users that can still be used, the newest first; of one library when given."""
    query = select(Invitation).where(
        Invitation.used.is_(None), Invitation.user_id.is_(None), Invitation.expires > now()
    )
    if institution_id is not None:
        query = query.where(Invitation.institution_id == institution_id)
    return list(session.scalars(query.order_by(Invitation.created.desc()).limit(200)))


def _make(
    session: Session,
    role: Role,
    institution_id: str | None,
    user_id: str | None,
    by: str | None,
    purpose: str,
    days: int,
) -> tuple[Invitation, str]:
    key = secrets.token_urlsafe(32)
    invitation = Invitation(
        sha256=_digest(key),
        role=role,
        institution_id=institution_id,
        user_id=user_id,
        made_by=None if by == audit.COMMAND else by,
        purpose=purpose.strip()[:_LONGEST_PURPOSE],
        expires=now() + timedelta(days=days),
    )
    session.add(invitation)
    session.flush()
    return invitation, key


def _use_up(session: Session, invitation: Invitation) -> None:
    # In one statement, so that of two who come at once only one gets in.
    taken = update(Invitation).where(Invitation.id == invitation.id, Invitation.used.is_(None))
    result = session.execute(taken.values(used=now()))
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise RefusedError("link-used")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
