"""Changing the lists of persons, places and subjects, which all libraries share."""

from sqlalchemy.orm import Session

from repository import audit, authorities
from repository.changes.assign import assign
from repository.errors import RefusedError
from repository.models import Authority, User
from repository.permissions import Right, may
from repository.schemas.authority import AuthorityChange, AuthorityIn
from repository.schemas.errors import Fault, FaultyError


def make_authority(session: Session, sent: AuthorityIn, user: User) -> Authority:
    """A new entry of a list."""
    authority = Authority(kind=sent.kind)
    assign(authority, sent, "kind")
    authorities.add(session, authority)
    audit.note(session, user.id, "added", "authority", authority.id, {"name": _name(authority)})
    return authority


def change_authority(
    session: Session, authority: Authority, sent: AuthorityChange, user: User
) -> None:
    """Change an entry. Raises `RefusedError` when works of other libraries would change with it."""
    before = authority.label
    if "label" in sent.model_fields_set:
        if not sent.label:
            raise FaultyError([Fault("label", "is needed in one language at least")])
        if sent.label != before:
            _check_reach(session, authority, user)
    assign(authority, sent)
    number = authorities.changed(session, authority, before)
    audit.note(session, user.id, "changed", "authority", authority.id, {"works": number})


def merge_authorities(session: Session, double: Authority, into: Authority, user: User) -> int:
    """Make one of two; returns how many works changed. Raises `RefusedError`."""
    _check_reach(session, double, user)
    number = authorities.merge(session, double, into)
    details = {"name": _name(double), "into": into.id, "works": number}
    audit.note(session, user.id, "merged", "authority", double.id, details)
    return number


def remove_authority(session: Session, authority: Authority, user: User) -> None:
    """Take an entry out of its list. Raises `RefusedError` while works name it."""
    authorities.remove(session, authority)
    audit.note(session, user.id, "removed", "authority", authority.id, {"name": _name(authority)})


def _check_reach(session: Session, authority: Authority, user: User) -> None:
    owners = authorities.owners(session, authority.id)
    if not all(may(user, Right.DESCRIBE, owner) for owner in owners):
        raise RefusedError("authority-elsewhere")


def _name(authority: Authority) -> str:
    return next((text for texts in authority.label.values() for text in texts), "")
