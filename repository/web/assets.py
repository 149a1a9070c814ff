"""Style sheets, scripts and fonts: kept for ever, at addresses that name their content."""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.security import safe_join

FOLDER = Path(__file__).parents[1] / "static"
_TEXT = frozenset({".css", ".js", ".json", ".svg"})
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"

blueprint = Blueprint("assets", __name__, url_prefix="/static")


def asset_url(name: str) -> str:
    """The address of a file below `static`; it changes when the file does."""
    return url_for("assets.asset", name=name, v=_digest(name))


@blueprint.get("/<path:name>")
def asset(name: str) -> Response:
    """One file, compressed when the browser can take that."""
    path = safe_join(str(FOLDER), name)
    if path is None or not Path(path).is_file():
        abort(404)
    squeeze = Path(name).suffix in _TEXT and request.accept_encodings["gzip"] > 0
    response = Response(_compressed(name) if squeeze else (FOLDER / name).read_bytes())
    response.mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response.headers["Vary"] = "Accept-Encoding"
    if squeeze:
        response.content_encoding = "gzip"
    current = request.args.get("v") == _digest(name)
    response.headers["Cache-Control"] = _FOREVER if current else _ASK_AGAIN
    response.set_etag(_digest(name) + ("-gzip" if squeeze else ""))
    response.make_conditional(request)
    return response


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress((FOLDER / name).read_bytes(), mtime=0)
