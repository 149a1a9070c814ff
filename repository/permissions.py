"""Who may do what: the one table that web pages, REST API and commands ask.

Everybody who signs in sees the drafts of all libraries. Changes are for the own library, but for
the consortium's administrator, who may do everything everywhere.
"""

from collections.abc import Mapping
from enum import StrEnum

from repository.models import Role, User


class Right(StrEnum):
    """Something that not everybody may do."""

    SEE = "see"  # drafts and the studio, of all libraries
    DESCRIBE = "describe"  # title, fields, rights, texts of pages
    ARRANGE = "arrange"  # order and labels of pages, the table of contents
    CURATE = "curate"  # bring in, replace and remove scans, pages and works
    PUBLISH = "publish"  # show to readers, and hide
    COLLECT = "collect"  # make collections, put works into them
    MANAGE = "manage"  # the library's name, logo and addresses
    INVITE = "invite"  # the library's users
    AUDIT = "audit"  # the log of all changes of the library
    FOUND = "found"  # new libraries; what belongs to the whole consortium


_SEES = frozenset({Right.SEE})
_DESCRIBES = _SEES | {Right.DESCRIBE, Right.ARRANGE}
_CURATES = _DESCRIBES | {Right.CURATE, Right.PUBLISH, Right.COLLECT}
_MANAGES = _CURATES | {Right.MANAGE, Right.INVITE, Right.AUDIT}

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.VIEWER: _SEES,
    Role.CATALOGUER: _DESCRIBES,
    Role.CURATOR: _CURATES,
    Role.INSTITUTION_ADMINISTRATOR: _MANAGES,
    Role.ADMINISTRATOR: frozenset(Right),
}


def may(user: User | None, right: Right, institution_id: str | None = None) -> bool:
    """Whether a user has this right over what the institution owns.

    Without an institution it is about what the whole consortium owns, which only its administrator
    changes.
    """
    if user is None or right not in RIGHTS[Role(user.role)]:
        return False
    if right == Right.SEE or user.role == Role.ADMINISTRATOR:
        return True
    return institution_id is not None and user.institution_id == institution_id


def may_somewhere(user: User | None, right: Right) -> bool:
    """Whether a user has this right over anything, so that the way there is worth showing."""
    return user is not None and right in RIGHTS[Role(user.role)] and _acts(user)


def may_manage(user: User | None, other: User) -> bool:
    """Whether a user may disable another, give a role to or reset the password of."""
    if user is None or not may(user, Right.INVITE, other.institution_id):
        return False
    return Role(other.role) in given_by(user)


def given_by(user: User) -> list[Role]:
    """The roles that a user may give to others."""
    if user.role == Role.ADMINISTRATOR:
        return list(Role)
    if may_somewhere(user, Right.INVITE):
        return [role for role in Role if role != Role.ADMINISTRATOR]
    return []


def _acts(user: User) -> bool:
    return user.role == Role.ADMINISTRATOR or user.institution_id is not None
