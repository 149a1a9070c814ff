"""Who is signed in: a cookie with a key that only the browser has, also read outside of Flask."""

import hashlib
import secrets
from datetime import timedelta
from typing import Protocol

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import Headers
from werkzeug.http import parse_cookie
from werkzeug.wrappers import Response

from repository.clock import now
from repository.database import Database
from repository.models import BrowserSession, User

COOKIE = "keruen_session"
# With this prefix browsers take the cookie over TLS from this very host only.
_SECURE_COOKIE = f"__Host-{COOKIE}"
_LONGEST_COOKIES = 16_384
_LONGEST_AGENT = 300
_TWO_WEEKS = timedelta(days=14)
_MARK = timedelta(hours=1)


class Visitor(Protocol):
    """Who asks one of the IIIF servers: the raw Cookie header."""

    @property
    def cookie(self) -> str:
        """The header's value, "" when absent."""
        ...


class Sessions:
    """Makes and reads the session cookie.

    It carries a random key, made anew at every sign-in, whose row in the catalogue names the user:
    removing the row ends the session at once. The key is signed with `secret`, so that guesses
    never reach the catalogue. `secure` keeps the cookie off plain HTTP.
    """

    def __init__(self, database: Database, secret: str, secure: bool) -> None:
        self._database = database
        self._serializer = URLSafeSerializer(secret, salt="keruen-browser-session")
        self._secure = secure
        self._cookie = _SECURE_COOKIE if secure else COOKIE

    def begin(
        self, session: Session, response: Response, user: User, headers: Headers, address: str
    ) -> None:
        """Sign a user in, in the transaction of `session`; ends what the browser had before."""
        key = secrets.token_urlsafe(32)
        gone = BrowserSession.created < now() - _TWO_WEEKS
        before = BrowserSession.sha256 == self._digest_in(headers.get("Cookie", ""))
        session.execute(delete(BrowserSession).where(gone | before))
        session.add(
            BrowserSession(
                user_id=user.id,
                sha256=_digest(key),
                agent=headers.get("User-Agent", "")[:_LONGEST_AGENT],
                address=address[:64],
            )
        )
        self._set(response, str(self._serializer.dumps(key)))

    def end(self, response: Response, cookies: str) -> None:
        """Sign out the browser that sent this Cookie header."""
        digest = self._digest_in(cookies)
        if digest:
            with self._database.write() as session:
                session.execute(delete(BrowserSession).where(BrowserSession.sha256 == digest))
        response.delete_cookie(
            self._cookie, secure=self._secure, httponly=True, samesite="Lax", path="/"
        )

    def current(self, cookies: str) -> tuple[BrowserSession, User] | None:
        """The session, with its user, that a raw Cookie header belongs to.

        Raises `DatabaseUnavailableError`.
        """
        digest = self._digest_in(cookies)
        if not digest:
            return None
        query = (
            select(BrowserSession, User)
            .join(User, User.id == BrowserSession.user_id)
            .where(
                BrowserSession.sha256 == digest,
                BrowserSession.created > now() - _TWO_WEEKS,
                User.disabled.is_(None),
            )
        )
        with self._database.read() as session:
            row = session.execute(query).one_or_none()
        if row is None:
            return None
        self._mark(row[0])
        return row[0], row[1]

    def user(self, cookies: str) -> User | None:
        """The user whom a raw Cookie header signs in. Raises `DatabaseUnavailableError`."""
        found = self.current(cookies)
        return found[1] if found else None

    def is_curator(self, visitor: Visitor) -> bool:
        """Whether the visitor may see drafts: everybody who signs in may."""
        return self.user(visitor.cookie) is not None

    def _mark(self, signed_in: BrowserSession) -> None:
        if now() - signed_in.seen < _MARK:
            return
        with self._database.write() as session:
            known = session.get(BrowserSession, signed_in.id)
            if known is not None:
                known.seen = now()

    def _set(self, response: Response, value: str) -> None:
        response.set_cookie(
            self._cookie,
            value,
            max_age=int(_TWO_WEEKS.total_seconds()),
            secure=self._secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )

    def _digest_in(self, cookies: str) -> str:
        if self._cookie not in cookies or len(cookies) > _LONGEST_COOKIES:
            return ""
        try:
            key = self._serializer.loads(parse_cookie(cookies).get(self._cookie, ""))
        except (BadSignature, ValueError, TypeError):
            return ""
        return _digest(key) if isinstance(key, str) else ""


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
