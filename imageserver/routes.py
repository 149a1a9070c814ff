"""The image service as a Flask blueprint."""

from flask import Blueprint, Response, request
from werkzeug.routing import BaseConverter

from imageserver.address import PREFIX, raw_path
from imageserver.answer import Conditions
from imageserver.catalogue import Visitor
from imageserver.service import Asked, ImageService


class _Rest(BaseConverter):
    """All that follows, slashes and emptiness included: the service does the splitting."""

    regex = r"(?:.|\n)*?"
    part_isolating = False


class _Plain(Response):
    """Sends the headers it was given and no others."""

    default_mimetype = None


_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]


def create_blueprint(service: ImageService) -> Blueprint:
    """Every address below `/iiif/image/`; the service itself judges what it means."""
    blueprint = Blueprint("imageserver", __name__)

    blueprint.record_once(lambda state: state.app.url_map.converters.update(rest=_Rest))

    @blueprint.route(
        f"{PREFIX}<rest:_rest>",
        methods=_METHODS,
        merge_slashes=False,
        strict_slashes=False,
        provide_automatic_options=False,
    )
    def image(_rest: str) -> Response:
        headers = request.headers
        asked = Asked(
            method=request.method,
            visitor=Visitor(headers.get("Cookie", ""), headers.get("Authorization", "")),
            accept=headers.get("Accept", ""),
            conditions=Conditions(
                headers.get("If-None-Match", ""), headers.get("If-Modified-Since", "")
            ),
        )
        found = service.respond(raw_path(request.environ), asked)
        return _Plain(found.body, found.status_line, found.headers)

    return blueprint
