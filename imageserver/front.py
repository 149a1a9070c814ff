"""The quick door: stored tiles and whole levels, answered before Flask is reached.

A Flask route costs several times what copying a tile does, and a tenth of a thumbnail. The two
callables here recognise addresses of JPEGs with a size in pixels and pass the same gate.
`tile_front` copies what lies ready, has the rest drawn by the same service, and hands everything
else on. `quick_door` answers in the event loop and so gives only what it need not wait for.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from imageserver.address import PREFIX
from imageserver.answer import Answer, Conditions
from imageserver.catalogue import ImageRecord, Visitor
from imageserver.errors import ImageServerError, WouldWaitError
from imageserver.geometry import Rendering, canonical_part, exact_size
from imageserver.rsgi import HeaderMap, Scope
from imageserver.service import Asked, ImageService, not_modified, refused
from storage import StorageError

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]
QuickDoor = Callable[[Scope], Answer | None]
"""Gives the answer that is at hand; None where it would have to wait, or it is not its matter."""

_PLAIN = re.compile(
    re.escape(PREFIX) + r"([23])/([A-Za-z0-9._~:-]{1,128})"
    r"/(?:full|([0-9]{1,9}),([0-9]{1,9}),([1-9][0-9]{0,8}),([1-9][0-9]{0,8}))"
    r"/([1-9][0-9]{0,4}),([1-9][0-9]{0,4})?/(!?)(0|90|180|270)/(default|color|gray)\.jpg",
    re.ASCII,
)
_NOTHING_YET = Conditions()


def tile_front(app: WsgiApp, service: ImageService) -> WsgiApp:
    """`app` behind the quick door of `service`; what either answers, the other would too."""
    find = _PLAIN.fullmatch

    def front(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("RAW_URI") or environ.get("REQUEST_URI") or environ["PATH_INFO"]
        method = environ["REQUEST_METHOD"]
        match = find(path)
        if match is None or method not in ("GET", "HEAD"):
            return app(environ, start_response)
        visitor = Visitor(environ.get("HTTP_COOKIE", ""), environ.get("HTTP_AUTHORIZATION", ""))
        asked = Asked(method, visitor, conditions=_conditions(environ))
        try:
            record = service.catalogue.image(match[2], visitor)
            found = _stored(service, match.groups(), record, asked)
            found = found or service.respond(path, asked)
        except (ImageServerError, StorageError) as problem:
            found = refused(problem)
        start_response(found.status_line, found.headers)
        return [found.body] if method == "GET" else []

    return front


def quick_door(service: ImageService) -> QuickDoor:
    """What `tile_front` would answer, given at once or not at all."""
    find, at_hand = _PLAIN.fullmatch, service.catalogue.at_hand
    plain = Asked(wait=False)

    def door(scope: Scope) -> Answer | None:
        match = find(scope.path)
        if match is None or scope.method not in ("GET", "HEAD"):
            return None
        record = at_hand(match[2])
        if record is None:
            return None
        headers = scope.headers
        asked = plain
        if "if-none-match" in headers or "if-modified-since" in headers:
            asked = Asked(conditions=_conditions_in(headers), wait=False)
        try:
            return _stored(service, match.groups(), record, asked)
        except WouldWaitError:
            return None
        except (ImageServerError, StorageError) as problem:
            return refused(problem)

    return door


def _stored(service: ImageService, groups: Any, record: ImageRecord, asked: Asked) -> Answer | None:
    """The answer when one stored stream gives it, None when it takes more."""
    version, _, left, top, w, h, across, down, mirror, rotation, quality = groups
    layout = record.layout
    if left is None:
        box = (0, 0, layout.width, layout.height)
    else:
        box = (int(left), int(top), int(w), int(h))
    size = (int(across), int(down)) if down else exact_size(int(across), None, box, layout)
    picture = service.pictures.get(record, wait=asked.wait)
    entry = picture.stored(box, size)
    if entry is None or not service.limits.allow(*size):
        return None
    if mirror or rotation != "0" or quality == "gray":
        rendering = Rendering(box, size, bool(mirror), float(rotation), quality, "jpg")
        return service.picture(int(version), record, rendering, asked)
    form = canonical_part(int(version), box, size, layout) + "/0/default.jpg"
    headers = service.stamp(int(version), record).headers("image/jpeg", f"{entry:x}", form)
    if asked.conditions.met(headers[1][1], record.modified):
        return not_modified(headers)
    body = picture.read(entry, wait=asked.wait)
    headers.append(("Content-Length", str(len(body))))
    return Answer(200, headers, body)


def _conditions(environ: Environ) -> Conditions:
    if "HTTP_IF_NONE_MATCH" not in environ and "HTTP_IF_MODIFIED_SINCE" not in environ:
        return _NOTHING_YET
    return Conditions(
        environ.get("HTTP_IF_NONE_MATCH", ""), environ.get("HTTP_IF_MODIFIED_SINCE", "")
    )


def _conditions_in(headers: HeaderMap) -> Conditions:
    """As WSGI joins headers that were sent twice."""
    return Conditions(
        ",".join(headers.get_all("if-none-match")), ",".join(headers.get_all("if-modified-since"))
    )
