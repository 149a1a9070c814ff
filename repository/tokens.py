"""Keys that programs sign in with, instead of a name and a password."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.database import Database
from repository.errors import NotFoundError
from repository.models import Token, User
from repository.users import named_user

_PREFIX = "keruen_"
_LONGEST = 200
_MARK = timedelta(hours=1)


def add_token(session: Session, user_name: str, name: str) -> str:
    """A new key for a user, shown this once. Raises `NotFoundError`."""
    return make_token(session, named_user(session, user_name), name)


def make_token(session: Session, user: User, name: str) -> str:
    """The same for a user at hand."""
    key = _PREFIX + secrets.token_urlsafe(32)
    session.add(Token(user_id=user.id, name=name[:_LONGEST], sha256=_digest(key)))
    session.flush()
    return key


def remove_token(session: Session, token_id: str) -> None:
    """End a key. Raises `NotFoundError`."""
    token = session.get(Token, token_id)
    if token is None:
        raise NotFoundError(token_id)
    session.delete(token)


def user_of(database: Database, key: str) -> User | None:
    """The user whom a key signs in; notes when it was used, to the hour."""
    if not key.startswith(_PREFIX) or len(key) > _LONGEST:
        return None
    with database.read() as session:
        query = select(Token, User).join(User, User.id == Token.user_id)
        row = session.execute(
            query.where(Token.sha256 == _digest(key), User.disabled.is_(None))
        ).one_or_none()
    if row is None:
        return None
    token, user = row
    if token.used is None or now() - token.used > _MARK:
        with database.write() as session:
            if known := session.get(Token, token.id):
                known.used = now()
    return user


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
