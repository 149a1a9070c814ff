"""The addresses of presentation documents over HTTP: Presentation API 3.0, section 6."""

from http import HTTPStatus

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from manifests import negotiation
from manifests.answers import ALLOWED, caching, open_to_all_sites, problem, refusal
from manifests.catalogue import DocumentStore, PresentationCatalogue, TextCatalogue, Visitor
from manifests.encoding import recoded
from manifests.errors import DocumentNotFoundError, PresentationError
from manifests.library import Library
from manifests.paths import parse
from manifests.store import MemoryDocuments

_ALL_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


class _Anything(BaseConverter):
    """A path of any form, even with empty segments: the router answers those without CORS."""

    regex = ".*?"
    part_isolating = False


def create_blueprint(
    catalogue: PresentationCatalogue,
    base_url: str,
    store: DocumentStore | None = None,
    texts: TextCatalogue | None = None,
) -> Blueprint:
    """Everything under `/iiif/presentation/`.

    `base_url` is scheme, host and path of the site without a slash at its end; documents hold it
    whatever address they were asked for at.
    """
    library = Library(catalogue, store or MemoryDocuments(), base_url, texts)
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

    blueprint.register_error_handler(PresentationError, refusal)
    blueprint.after_request(open_to_all_sites)
    return blueprint


def _add_converter(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["anything"] = _Anything


def _answer(library: Library, text: str) -> Response:
    if request.method == "OPTIONS":
        return Response(status=HTTPStatus.NO_CONTENT, headers={"Allow": ALLOWED})
    if request.method not in ("GET", "HEAD"):
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ALLOWED})
    path = parse(text)
    if path is None:
        raise DocumentNotFoundError(text)
    visitor = Visitor(request.headers.get("Cookie", ""), request.headers.get("Authorization", ""))
    version = path.version or negotiation.version(request)
    revision = library.revision(path, visitor)
    coding = negotiation.coding(request)
    key = library.key(path, version, revision)
    response = Response(content_type=negotiation.media_type(request, version))
    response.headers["Cache-Control"] = caching(revision)
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
