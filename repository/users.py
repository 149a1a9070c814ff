"""People who sign in, and their passwords."""

import functools

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.errors import RefusedError
from repository.models import Role, User

_SHORTEST_PASSWORD = 8
_hasher = PasswordHasher()


@functools.cache
def _nobody() -> str:
    """A hash to check when there is no such user, so that the time does not tell who exists."""
    return _hasher.hash("nobody has this password")


def add_user(
    session: Session, name: str, password: str, role: Role, institution_id: str | None = None
) -> User:
    """A new user. Raises `RefusedError` for a name that is taken or a short password."""
    if len(password) < _SHORTEST_PASSWORD:
        raise RefusedError("password-too-short", length=_SHORTEST_PASSWORD)
    if not name.strip() or session.scalar(select(User).where(User.name == name)):
        raise RefusedError("name-taken", name=name)
    user = User(
        name=name, password=_hasher.hash(password), role=role, institution_id=institution_id
    )
    session.add(user)
    session.flush()
    return user


def check_password(session: Session, name: str, password: str) -> User | None:
    """The user with this name and password, or None."""
    user = session.scalar(select(User).where(User.name == name))
    try:
        _hasher.verify(user.password if user else _nobody(), password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return user
