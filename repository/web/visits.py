"""Noting what is seen, and the numbers that every page shows."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from imageserver.address import PREFIX as IMAGES
from imageserver.answer import Answer
from imageserver.front import QuickDoor
from imageserver.rsgi import Scope, host_of
from repository.settings import Settings
from repository.visits import Numbers, Seen, VisitLog, active_visitors, numbers_of
from repository.visits.noting import LOOK, READ, seen
from repository.web.context import repository
from repository.web.security import origin_of

_FRESH = 20.0  # seconds for which a process shows the same numbers
_MEDIA = "/media/"
_PRESENTATION = "/iiif/presentation/"
# A picture of a list is no reading: only parts of a scan and large pictures are.
_SMALL = 600

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class SiteNumbers:
    """What the footer shows: visits to the site, and how many visitors are here now."""

    visits: Numbers
    now: int


class Counter:
    """The notes of this process and the numbers it has read last."""

    def __init__(self, log: VisitLog, settings: Settings) -> None:
        self.log = log
        self._timezone = settings.timezone
        self._read_at = 0.0
        self._numbers = SiteNumbers(Numbers(), 0)

    def numbers(self) -> SiteNumbers:
        """The site's numbers, at most twenty seconds old. Raises `DatabaseUnavailableError`."""
        if time.monotonic() - self._read_at > _FRESH:
            with repository().database.read() as session:
                visits = numbers_of(session, "site", "", self._timezone).get("visits", Numbers())
                self._numbers = SiteNumbers(visits, active_visitors(session))
            self._read_at = time.monotonic()
        return self._numbers


def count_visitors(app: Flask, log: VisitLog, settings: Settings) -> None:
    """Note every page that is read, and the tiles in front of Flask."""
    app.extensions["counter"] = Counter(log, settings)
    app.after_request(_note)
    app.wsgi_app = image_front(app.wsgi_app, log.note, settings.proxies)  # type: ignore[assignment, method-assign]
    app.extensions["quick_door"] = counting_door(
        app.extensions["quick_door"], log.note, settings.proxies
    )


def counter() -> Counter:
    """The counter of this application."""
    found: Counter = current_app.extensions["counter"]
    return found


def numbers(kind: str, subject: str) -> dict[str, Numbers]:
    """The numbers of a work, a collection or an institution, for its page."""
    with repository().database.read() as session:
        return dict(numbers_of(session, kind, subject, repository().settings.timezone))


def is_about(kind: str, subject: str) -> None:
    """Say what the page being answered is about: looking at it will count there."""
    g.is_about = (kind, subject)


def image_front(app: Wsgi, note: Callable[[Seen], None], proxies: int) -> Wsgi:
    """Note pictures that are read, in front of the quick door: one look and one append."""

    def front(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith(IMAGES) and environ["REQUEST_METHOD"] == "GET":
            image_id = image_read(path)
            if image_id:
                agent = environ.get("HTTP_USER_AGENT", "")
                address = visitor_address(environ, proxies)
                note(Seen(time.time(), address, agent, READ, "image", image_id))
        return app(environ, start_response)

    return front


def counting_door(door: QuickDoor, note: Callable[[Seen], None], proxies: int) -> QuickDoor:
    """Note what the quick door answers; what it leaves comes to `image_front`."""

    def counting(scope: Scope) -> Answer | None:
        found = door(scope)
        if found is not None and scope.method == "GET":
            image_id = image_read(scope.path)
            if image_id:
                headers = scope.headers
                forwarded = ",".join(headers.get_all("x-forwarded-for")) if proxies else ""
                address = _outermost(forwarded, proxies) or host_of(scope.client)
                agent = ",".join(headers.get_all("user-agent"))
                note(Seen(time.time(), address, agent, READ, "image", image_id))
        return found

    return counting


def image_read(path: str) -> str:
    """The image that a request reads; "" for its description and for small pictures of lists."""
    parts = path[len(IMAGES) :].split("/", 4)
    if len(parts) < 5:
        return ""
    _version, image_id, region, size, _rest = parts
    if region in ("full", "square") and _across(size) < _SMALL:
        return ""
    return image_id if len(image_id) <= 16 else ""


def visitor_address(environ: Environ, proxies: int) -> str:
    """The visitor's address: what the outermost of our own proxies says of it."""
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
    return _outermost(forwarded, proxies) or str(environ.get("REMOTE_ADDR", ""))


def _outermost(forwarded: str, proxies: int) -> str:
    """What `X-Forwarded-For` says by as many proxies; "" where it says less."""
    said = [part.strip() for part in forwarded.split(",") if part.strip()] if proxies else []
    return said[-proxies] if len(said) >= proxies > 0 else ""


def _across(size: str) -> int:
    """The width that is asked for; what is asked for by other means is large."""
    width = size.lstrip("^!").partition(",")[0]
    return int(width) if width.isascii() and width.isdecimal() and len(width) < 7 else _SMALL


def _note(response: Response) -> Response:
    what = _what_is_seen(response)
    if what is not None:
        agent = request.headers.get("User-Agent", "")
        address = request.remote_addr or ""
        counter().log.note(seen(address, agent, *what))
    return response


def _what_is_seen(response: Response) -> tuple[str, str, str] | None:
    """(action, kind, subject) of what was answered, None for what is not counted."""
    if request.method != "GET" or response.status_code not in (200, 206, 304):
        return None
    path = request.path
    if path.startswith(_PRESENTATION):
        work_id = _manifest_of(path)
        return (LOOK, "work", work_id) if work_id and _from_elsewhere() else None
    if path.startswith(_MEDIA):
        return (READ, "medium", path[len(_MEDIA) :].partition("/")[0][:16])
    if response.mimetype != "text/html" or _is_studio():
        return None
    kind, subject = g.get("is_about", ("site", ""))
    return (LOOK, kind, subject)


def _manifest_of(path: str) -> str:
    parts = path[len(_PRESENTATION) :].split("/")
    if parts[-1] != "manifest" or not 2 <= len(parts) <= 3:
        return ""
    return parts[-2][:16]


def _from_elsewhere() -> bool:
    """Whether a viewer on another site reads the manifest: on our pages the page itself counts."""
    own = {origin_of(request.host_url), origin_of(repository().settings.public_url)}
    origin = request.headers.get("Origin") or origin_of(request.headers.get("Referer", ""))
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return False
    return not urlsplit(origin).netloc or origin not in own


def _is_studio() -> bool:
    return "/studio" in request.path or "/sign-in" in request.path
