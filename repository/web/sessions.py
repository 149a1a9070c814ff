"""Who is signed in: a signed cookie that names the user, also readable outside of Flask."""

import hashlib
from typing import Protocol

from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.http import parse_cookie
from werkzeug.wrappers import Response

from repository.database import Database
from repository.models import User

COOKIE = "keruen_session"
_LONGEST_COOKIES = 16_384
_TWO_WEEKS = 14 * 24 * 3600


class Visitor(Protocol):
    """Who asks one of the IIIF servers: the raw Cookie header."""

    @property
    def cookie(self) -> str:
        """The header's value, "" when absent."""
        ...


class Sessions:
    """Makes and reads the session cookie.

    It carries the user's id and a mark of the password it was made with: a changed password or a
    removed user ends every session. `secure` keeps the cookie off plain HTTP.
    """

    def __init__(self, database: Database, secret: str, secure: bool) -> None:
        self._database = database
        self._serializer = URLSafeTimedSerializer(secret, salt="keruen-session")
        self._secure = secure

    def begin(self, response: Response, user: User) -> None:
        """Sign a user in."""
        token = self._serializer.dumps([user.id, _mark(user)])
        response.set_cookie(
            COOKIE,
            token,
            max_age=_TWO_WEEKS,
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )

    def end(self, response: Response) -> None:
        """Sign out."""
        response.delete_cookie(COOKIE, secure=self._secure, httponly=True, samesite="Lax")

    def user(self, cookies: str) -> User | None:
        """The user whom a raw Cookie header signs in.

        Raises `DatabaseUnavailableError`.
        """
        token = _token(cookies)
        if not token:
            return None
        try:
            user_id, mark = self._serializer.loads(token, max_age=_TWO_WEEKS)
        except (BadSignature, ValueError, TypeError):
            return None
        with self._database.read() as session:
            user = session.get(User, user_id)
        return user if user is not None and _mark(user) == mark else None

    def is_curator(self, visitor: Visitor) -> bool:
        """Whether the visitor may see drafts: everybody who signs in may."""
        return self.user(visitor.cookie) is not None


def _mark(user: User) -> str:
    return hashlib.sha256(user.password.encode()).hexdigest()[:16]


def _token(cookies: str) -> str:
    if COOKIE not in cookies or len(cookies) > _LONGEST_COOKIES:
        return ""
    return parse_cookie(cookies).get(COOKIE, "")
