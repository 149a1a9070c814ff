"""The quick door: stored tiles and whole levels, answered before Flask is reached.

A Flask route costs several times what copying a tile does, and a tenth of a thumbnail. This
callable recognises addresses of JPEGs with a size in pixels, passes the same gate, copies what lies
ready, has the rest drawn by the same service, and hands everything else on.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from imageserver.address import PREFIX
from imageserver.answer import Answer, Conditions
from imageserver.catalogue import Visitor
from imageserver.errors import ImageServerError
from imageserver.geometry import Rendering, canonical_part, exact_size
from imageserver.service import Asked, ImageService, not_modified, refused
from storage import StorageError

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]

_PLAIN = re.compile(
    re.escape(PREFIX) + r"([23])/([A-Za-z0-9._~:-]{1,128})"
    r"/(?:full|([0-9]{1,9}),([0-9]{1,9}),([1-9][0-9]{0,8}),([1-9][0-9]{0,8}))"
    r"/([1-9][0-9]{0,4}),([1-9][0-9]{0,4})?/(!?)(0|90|180|270)/(default|color|gray)\.jpg",
    re.ASCII,
)


def tile_front(app: WsgiApp, service: ImageService) -> WsgiApp:
    """`app` behind the quick door of `service`; what either answers, the other would too."""
    find = _PLAIN.fullmatch

    def front(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("RAW_URI") or environ.get("REQUEST_URI") or environ["PATH_INFO"]
        match = find(path)
        if match is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return app(environ, start_response)
        try:
            found = _stored(service, match.groups(), environ) or _drawn(service, path, environ)
        except (ImageServerError, StorageError) as problem:
            found = refused(problem)
        start_response(found.status_line, found.headers)
        return (found.body,) if environ["REQUEST_METHOD"] == "GET" else ()

    return front


def _stored(service: ImageService, groups: Any, environ: Environ) -> Answer | None:
    """The answer when one stored stream gives it, None when it takes more."""
    version, image_id, left, top, w, h, across, down, mirror, rotation, quality = groups
    visitor = Visitor(environ.get("HTTP_COOKIE", ""), environ.get("HTTP_AUTHORIZATION", ""))
    record = service.catalogue.image(image_id, visitor)
    layout = record.layout
    if left is None:
        box = (0, 0, layout.width, layout.height)
    else:
        box = (int(left), int(top), int(w), int(h))
    size = (int(across), int(down)) if down else exact_size(int(across), None, box, layout)
    picture = service.pictures.get(record)
    entry = picture.stored(box, size)
    if entry is None or not service.limits.allow(*size):
        return None
    if mirror or rotation != "0" or quality == "gray":
        rendering = Rendering(box, size, bool(mirror), float(rotation), quality, "jpg")
        asked = Asked(environ["REQUEST_METHOD"], visitor, conditions=_conditions(environ))
        return service.picture(int(version), record, rendering, asked)
    form = canonical_part(int(version), box, size, layout) + "/0/default.jpg"
    headers = service.stamp(int(version), record).headers("image/jpeg", f"{entry:x}", form)
    asked_before = "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ
    if asked_before and _conditions(environ).met(headers[1][1], record.modified):
        return not_modified(headers)
    body = picture.read(entry)
    headers.append(("Content-Length", str(len(body))))
    return Answer(200, headers, body)


def _drawn(service: ImageService, path: str, environ: Environ) -> Answer:
    visitor = Visitor(environ.get("HTTP_COOKIE", ""), environ.get("HTTP_AUTHORIZATION", ""))
    method = environ["REQUEST_METHOD"]
    return service.respond(path, Asked(method, visitor, conditions=_conditions(environ)))


def _conditions(environ: Environ) -> Conditions:
    return Conditions(
        environ.get("HTTP_IF_NONE_MATCH", ""), environ.get("HTTP_IF_MODIFIED_SINCE", "")
    )
