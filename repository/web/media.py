"""Recordings and captions on their way to browsers: `/media/{id}/{file name}`, whole or in parts.

Every answer may be read by any site, errors too: players fetch from wherever they stand.
"""

import re
from threading import BoundedSemaphore

from flask import Blueprint, Response, request
from werkzeug.routing import BaseConverter

from imageserver import answer
from imageserver.answer import Answer, Conditions, Headers, http_date
from imageserver.catalogue import Visitor
from repository.errors import DatabaseUnavailableError, NotFoundError
from repository.media import CatalogueMedia, MediaFile
from repository.web.blocks import Blocks, StorageShortError
from repository.web.ranges import Span, UnsatisfiableRangeError, still_good, wanted
from storage import Storage, StorageError

PREFIX = "/media/"
# What is sent at once: the web server takes it from our hands, and a reader who is slow, or plays
# a film at its own pace, keeps none of its few threads. So no part is longer than this (RFC 9110,
# 15.3.7 allows to send less than was asked for; players ask for the rest), and only few may have
# a larger file whole.
MOST = 2 << 20
_WHOLE = 2  # readers at once, in each process
_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
_ALLOWED = "GET, HEAD, OPTIONS"
_ADDRESS = re.compile(r"([a-z0-9]{1,16})/([^/]{1,300})")
_PREFLIGHT = [
    *answer.EVERYWHERE,
    ("Access-Control-Allow-Methods", _ALLOWED),
    ("Access-Control-Allow-Headers", "authorization, range, if-range, if-none-match"),
    ("Access-Control-Max-Age", "86400"),
    ("Allow", _ALLOWED),
]
_EXPOSED = "Accept-Ranges, Content-Length, Content-Range, ETag"


class _Anything(BaseConverter):
    """All that follows, slashes and emptiness included."""

    regex = r"(?:.|\n)*?"
    part_isolating = False


class _Plain(Response):
    """Sends the headers it was given and no others."""

    default_mimetype = None
    automatically_set_content_length = False


def create_blueprint(media: CatalogueMedia, storage: Storage) -> Blueprint:
    """Every address below `/media/`."""
    blueprint = Blueprint("media", __name__)
    room = BoundedSemaphore(_WHOLE)
    blueprint.record_once(lambda state: state.app.url_map.converters.update(anything=_Anything))

    @blueprint.route(
        f"{PREFIX}<anything:rest>",
        methods=_METHODS,
        merge_slashes=False,
        strict_slashes=False,
        provide_automatic_options=False,
    )
    def medium(rest: str) -> Response:
        if request.method == "OPTIONS":
            return _sent(Answer(204, list(_PREFLIGHT)))
        if request.method not in ("GET", "HEAD"):
            refusal = answer.error(405, "Recordings are only read.", {"Allow": _ALLOWED})
            return _sent(refusal)
        try:
            return _answer(media, storage, room, rest)
        except NotFoundError:
            return _sent(answer.error(404, "There is no such recording."))
        except (DatabaseUnavailableError, StorageError):
            away = "The recording cannot be read now; try again soon."
            return _sent(answer.error(503, away, {"Retry-After": "10"}))

    return blueprint


def _answer(media: CatalogueMedia, storage: Storage, room: BoundedSemaphore, rest: str) -> Response:
    match = _ADDRESS.fullmatch(rest)
    if match is None:
        raise NotFoundError(rest[:50])
    asked = request.headers
    visitor = Visitor(asked.get("Cookie", ""), asked.get("Authorization", ""))
    file = media.file(match[1], match[2], visitor)
    headers = _headers(file)
    etag = f'"{file.mark}"'
    conditions = Conditions(asked.get("If-None-Match", ""), asked.get("If-Modified-Since", ""))
    if conditions.met(etag, file.modified):
        return _sent(Answer(304, headers))
    try:
        span = _span(file, etag)
    except UnsatisfiableRangeError:
        extra = {"Content-Range": f"bytes */{file.size}"}
        return _sent(answer.error(416, "The recording has no such part.", extra))
    if span is None:
        return _whole(storage, file, room, headers)
    return _part(storage, file, span, headers)


def _span(file: MediaFile, etag: str) -> Span | None:
    """The part that is asked for; ranges are defined for GET alone."""
    header = request.headers.get("Range", "")
    if request.method != "GET" or not header:
        return None
    if not still_good(request.headers.get("If-Range", ""), etag, file.modified):
        return None
    span = wanted(header, file.size)
    return span and Span(span.first, min(span.last, span.first + MOST - 1))


def _headers(file: MediaFile) -> Headers:
    return [
        ("ETag", f'"{file.mark}"'),
        ("Last-Modified", http_date(file.modified)),
        ("Cache-Control", answer.FOREVER if file.public else answer.NOT_SHARED),
        ("Accept-Ranges", "bytes"),
        ("Access-Control-Expose-Headers", _EXPOSED),
        *answer.EVERYWHERE,
    ]


def _part(storage: Storage, file: MediaFile, span: Span, headers: Headers) -> Response:
    headers += [
        ("Content-Type", file.format),
        ("Content-Length", str(span.length)),
        ("Content-Range", f"bytes {span.first}-{span.last}/{file.size}"),
    ]
    return _Plain(_read(storage, file, span), 206, headers)


def _whole(storage: Storage, file: MediaFile, room: BoundedSemaphore, headers: Headers) -> Response:
    headers += [("Content-Type", file.format), ("Content-Length", str(file.size))]
    if request.method == "HEAD":
        return _Plain(b"", 200, headers)
    if file.size <= MOST:
        return _Plain(_read(storage, file, Span(0, file.size - 1)), 200, headers)
    ranges = storage.ranges(file.key)
    if not room.acquire(blocking=False):
        busy = "Too many are fetching whole recordings; try again soon, or ask for parts."
        return _sent(answer.error(503, busy, {"Retry-After": "10"}))
    return _Plain(Blocks(ranges, file.size, room), 200, headers)


def _read(storage: Storage, file: MediaFile, span: Span) -> bytes:
    data = storage.ranges(file.key).read(span.first, span.length)
    if len(data) != span.length:
        raise StorageShortError(file.key)
    return data


def _sent(found: Answer) -> Response:
    body = b"" if request.method == "HEAD" else found.body
    return _Plain(body, found.status, found.headers)
