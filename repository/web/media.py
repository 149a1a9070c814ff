"""Recordings and captions on their way to browsers: `/media/{id}/{file name}`, whole or in parts.

Every answer may be read by any site, errors too: players fetch from wherever they stand.
"""

import re
from collections.abc import Iterator
from itertools import chain

from flask import Blueprint, Response, request
from werkzeug.routing import BaseConverter

from imageserver import answer
from imageserver.answer import Answer, Conditions, Headers, http_date
from imageserver.catalogue import Visitor
from repository.errors import DatabaseUnavailableError, NotFoundError
from repository.media import CatalogueMedia, MediaFile
from repository.web.ranges import Span, UnsatisfiableRangeError, still_good, wanted
from storage import Ranges, Storage, StorageError

PREFIX = "/media/"
_BLOCK = 512 << 10  # bytes in memory for each reader
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
            return _answer(media, storage, rest)
        except NotFoundError:
            return _sent(answer.error(404, "There is no such recording."))
        except (DatabaseUnavailableError, StorageError):
            away = "The recording cannot be read now; try again soon."
            return _sent(answer.error(503, away, {"Retry-After": "10"}))

    return blueprint


def _answer(media: CatalogueMedia, storage: Storage, rest: str) -> Response:
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
    return _part(storage, file, span, headers)


def _span(file: MediaFile, etag: str) -> Span | None:
    """The part that is asked for; ranges are defined for GET alone."""
    header = request.headers.get("Range", "")
    if request.method != "GET" or not header:
        return None
    if not still_good(request.headers.get("If-Range", ""), etag, file.modified):
        return None
    return wanted(header, file.size)


def _headers(file: MediaFile) -> Headers:
    return [
        ("ETag", f'"{file.mark}"'),
        ("Last-Modified", http_date(file.modified)),
        ("Cache-Control", answer.FOREVER if file.public else answer.NOT_SHARED),
        ("Accept-Ranges", "bytes"),
        ("Access-Control-Expose-Headers", _EXPOSED),
        *answer.EVERYWHERE,
    ]


def _part(storage: Storage, file: MediaFile, span: Span | None, headers: Headers) -> Response:
    sent = span or Span(0, file.size - 1)
    headers += [("Content-Type", file.format), ("Content-Length", str(sent.length))]
    if span is not None:
        headers.append(("Content-Range", f"bytes {span.first}-{span.last}/{file.size}"))
    status = 200 if span is None else 206
    if request.method == "HEAD":
        return _Plain(b"", status, headers)
    blocks = _blocks(storage.ranges(file.key), sent)
    # The first is read now: what cannot be read at all is an error, not a broken answer.
    first = next(blocks)
    return _Plain(chain([first], blocks), status, headers)


def _blocks(ranges: Ranges, span: Span) -> Iterator[bytes]:
    at, end = span.first, span.last + 1
    while at < end:
        block = ranges.read(at, min(_BLOCK, end - at))
        if not block:
            raise StorageShortError
        yield block
        at += len(block)


class StorageShortError(StorageError):
    """What is stored is shorter than the catalogue says; the answer breaks off."""


def _sent(found: Answer) -> Response:
    body = b"" if request.method == "HEAD" else found.body
    return _Plain(body, found.status, found.headers)
