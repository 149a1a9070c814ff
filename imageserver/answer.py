"""What goes back over HTTP, whatever framework carries it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import NamedTuple

Headers = list[tuple[str, str]]

EVERYWHERE: Headers = [
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
]
"""On every answer, errors too. The last two are the site's own: what it would add to an answer
that comes through Flask must be on one that does not."""

FOREVER = "public, max-age=31536000, s-maxage=45, immutable"
"""For pictures: an image id never means another picture.

A browser keeps what its reader has seen. What many read through asks again after 45 seconds, and
is answered by a 304, so that a picture hidden from readers is gone there within a minute.
"""

AN_HOUR = "public, max-age=3600, s-maxage=45"
NOT_SHARED = "private, no-cache"
"""For what only some may see: kept by the browser at most, and asked for again each time."""


_LINES = {int(status): f"{int(status)} {status.phrase}" for status in HTTPStatus}


class Answer(NamedTuple):
    """Status, headers and body; the body of an answer to HEAD is left out by whoever sends it."""

    status: int
    headers: Headers
    body: bytes = b""

    @property
    def status_line(self) -> str:
        """Like "200 OK"."""
        return _LINES[self.status]

    @property
    def puts_off(self) -> bool:
        """Whether it says to come again later (RFC 9110, 15.6.4)."""
        return self.status == 503 and any(name.lower() == "retry-after" for name, _ in self.headers)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the client has already: the raw values of two headers, "" when absent."""

    none_match: str = ""
    modified_since: str = ""

    def met(self, etag: str, modified: datetime) -> bool:
        """Whether the client's copy is still good (RFC 9110, 13.1.2 and 13.1.3)."""
        if self.none_match:
            tags = [tag.strip().removeprefix("W/") for tag in self.none_match.split(",")]
            return etag in tags or "*" in tags
        if not self.modified_since:
            return False
        try:
            since = parsedate_to_datetime(self.modified_since)
        except ValueError:
            return False
        if since.tzinfo is None:
            since = since.replace(tzinfo=UTC)
        return modified.replace(microsecond=0) <= since


def http_date(moment: datetime) -> str:
    """A UTC time as HTTP writes it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def error(status: int, message: str, extra: Mapping[str, str] | None = None) -> Answer:
    """A short plain sentence; never kept, for what is refused now may be allowed soon."""
    body = f"{message}\n".encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        *EVERYWHERE,
        *(extra or {}).items(),
    ]
    return Answer(status, headers, body)


def preflight() -> Answer:
    """Allow any page to ask (Fetch standard, CORS preflight)."""
    return Answer(
        204,
        [
            *EVERYWHERE,
            ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
            ("Access-Control-Allow-Headers", "authorization, if-none-match, if-modified-since"),
            ("Access-Control-Max-Age", "86400"),
            ("Allow", "GET, HEAD, OPTIONS"),
        ],
    )
