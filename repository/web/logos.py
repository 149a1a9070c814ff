"""Logos of libraries, as they were sent."""

import re

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from repository.logos import PREFIX, TYPES
from repository.web.context import repository
from storage import ObjectNotFoundError

_NAME = re.compile(r"[0-9a-f]{32}\.(png|jpg)")
_YEAR = 365 * 24 * 3600

blueprint = Blueprint("logos", __name__)


@blueprint.get("/logos/<name>")
def logo(name: str) -> Response:
    """The picture; its name changes with its bytes, so it may be kept for ever."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise NotFound
    try:
        data = repository().storage.read(f"{PREFIX}/{name}")
    except ObjectNotFoundError as error:
        raise NotFound from error
    response = Response(data, mimetype=TYPES[found[1]])
    response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    response.headers["Access-Control-Allow-Origin"] = "*"
    # Whatever it may hold besides a picture, it stays one.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
