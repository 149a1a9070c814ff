"""The addresses of presentation documents over HTTP: Presentation API 3.0, section 6."""

from http import HTTPStatus

from flask import Blueprint, Response, current_app, request
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from manifests import negotiation
from manifests.catalogue import DocumentStore, PresentationCatalogue, Revision, Visitor
from manifests.encoding import recoded
from manifests.errors import (
    DocumentGoneError,
    DocumentNotFoundError,
    ForbiddenError,
    LoginRequiredError,
    PresentationError,
)
from manifests.library import Library
from manifests.paths import parse
from manifests.store import MemoryDocuments

STATUS: dict[type[Exception], HTTPStatus] = {
    PresentationError: HTTPStatus.INTERNAL_SERVER_ERROR,
    DocumentNotFoundError: HTTPStatus.NOT_FOUND,
    DocumentGoneError: HTTPStatus.GONE,
    LoginRequiredError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
}

_ALL_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
_ALLOWED = "GET, HEAD, OPTIONS"


class _Anything(BaseConverter):
    """A path of any form, even with empty segments: the router answers those without CORS."""

    regex = ".*?"
    part_isolating = False


def create_blueprint(
    catalogue: PresentationCatalogue, base_url: str, store: DocumentStore | None = None
) -> Blueprint:
    """Everything under `/iiif/presentation/`.

    `base_url` is scheme, host and path of the site without a slash at its end; documents hold it
    whatever address they were asked for at.
    """
    library = Library(catalogue, store or MemoryDocuments(), base_url)
    blueprint = Blueprint("presentation", __name__)
    blueprint.record_once(_add_converter)

    @blueprint.route(
        "/iiif/presentation/<anything:path>",
        methods=_ALL_METHODS,
        merge_slashes=False,
        provide_automatic_options=False,
    )
    def document(path: str) -> Response:
        return _answer(library, path)

    blueprint.register_error_handler(PresentationError, _refusal)
    blueprint.after_request(_open_to_all_sites)
    return blueprint


def _add_converter(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["anything"] = _Anything


def _answer(library: Library, text: str) -> Response:
    if request.method == "OPTIONS":
        return Response(status=HTTPStatus.NO_CONTENT, headers={"Allow": _ALLOWED})
    if request.method not in ("GET", "HEAD"):
        return _problem(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": _ALLOWED})
    path = parse(text)
    if path is None:
        raise DocumentNotFoundError(text)
    visitor = Visitor(request.headers.get("Cookie", ""), request.headers.get("Authorization", ""))
    version = path.version or negotiation.version(request)
    revision = library.revision(path, visitor)
    coding = negotiation.coding(request)
    key = library.key(path, version, revision)
    response = Response(content_type=negotiation.media_type(request, version))
    response.headers["Cache-Control"] = _caching(revision)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    if path.version is None:
        response.headers["Content-Location"] = library.address(path, version)
    response.set_etag(f"{key}-{coding}")
    if any(tag.partition("-")[0] == key for tag in request.if_none_match.as_set(include_weak=True)):
        response.status_code = HTTPStatus.NOT_MODIFIED
        return response
    if coding != "identity":
        response.content_encoding = coding
    response.data = recoded(library.document(path, version, revision, visitor), coding)
    return response


def _caching(revision: Revision) -> str:
    # Kept, but asked about each time: what is unpublished has to vanish at once.
    return "public, no-cache" if revision.public else "private, no-store"


def _refusal(error: PresentationError) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s is not a valid document: %s", request.path, error)
    # Section 15.5.2 of RFC 9110 wants a challenge; this one opens no window in browsers.
    unknown = status is HTTPStatus.UNAUTHORIZED
    return _problem(status, {"WWW-Authenticate": "Bearer"} if unknown else None)


def _problem(status: HTTPStatus, headers: dict[str, str] | None = None) -> Response:
    response = Response(status=status, headers=headers, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    response.set_data(f'{{"status": {status.value}, "title": "{status.phrase}"}}')
    return response


def _open_to_all_sites(response: Response) -> Response:
    """CORS on every answer, errors included: section 6.2."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = _ALLOWED
    response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
