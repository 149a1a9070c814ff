"""The addresses of searches within a work: Content Search API 2.0 and 1.0."""

from collections.abc import Callable
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, Literal, TypeAlias, cast

from flask import Blueprint, Response, request

from manifests import negotiation, search1, search2
from manifests.addresses import Version
from manifests.answers import ALLOWED, caching, open_to_all_sites, problem, refusal
from manifests.catalogue import PresentationCatalogue, TextCatalogue, Visitor
from manifests.edition import edition
from manifests.encoding import packed, recoded, to_bytes
from manifests.errors import DocumentNotFoundError, PresentationError
from manifests.search_request import FARTHEST, IGNORED, LIMIT, LONGEST, SearchRequest
from manifests.values import Json

_ENGINES = {1: search1, 2: search2}
_ALL_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")

_Build: TypeAlias = Callable[[SearchRequest], Json]


def create_search_blueprint(
    catalogue: PresentationCatalogue, texts: TextCatalogue, base_url: str
) -> Blueprint:
    """Everything under `/iiif/search/`; `catalogue` is the gate that each request passes."""
    blueprint = Blueprint("search_within", __name__)

    def found(asked: SearchRequest) -> Json:
        hits = texts.search(asked.work, asked.query, asked.start, LIMIT)
        document: Json = _ENGINES[asked.version].search_page(asked, hits)
        return document

    def suggested(asked: SearchRequest) -> Json:
        terms = texts.suggest(asked.work, asked.query, _number("min", 1))
        document: Json = _ENGINES[asked.version].term_page(asked, terms)
        return document

    def route(path: str, name: str, build: _Build) -> None:
        def view(version: int, work: str, presentation: Version | None = None) -> Response:
            of = presentation or (3 if version == 2 else 2)
            return _answer(catalogue, base_url, version, work, of, build)

        options: dict[str, Any] = {"methods": _ALL_METHODS, "provide_automatic_options": False}
        blueprint.add_url_rule(path, name, view, **options)
        # Hits on canvases of version 3, for viewers that know only the old search.
        third = path.replace("<int:version>/<work>", "<int(min=1,max=1):version>/<work>/3")
        blueprint.add_url_rule(third, name, view, defaults={"presentation": 3}, **options)

    route("/iiif/search/<int:version>/<work>", "search", found)
    route("/iiif/search/<int:version>/<work>/autocomplete", "autocomplete", suggested)
    blueprint.register_error_handler(PresentationError, refusal)
    blueprint.after_request(open_to_all_sites)
    return blueprint


def _answer(
    catalogue: PresentationCatalogue,
    base_url: str,
    version: int,
    work: str,
    presentation: Version,
    build: _Build,
) -> Response:
    if request.method == "OPTIONS":
        return Response(status=HTTPStatus.NO_CONTENT, headers={"Allow": ALLOWED})
    if request.method not in ("GET", "HEAD"):
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ALLOWED})
    if version not in _ENGINES:
        raise DocumentNotFoundError(f"version {version}")
    visitor = Visitor(request.headers.get("Cookie", ""), request.headers.get("Authorization", ""))
    revision = catalogue.work_revision(work, visitor)
    asked = _asked(cast(Literal[1, 2], version), work, base_url, presentation)
    coding = negotiation.coding(request)
    response = Response(content_type=_ENGINES[version].MEDIA_TYPE)
    response.headers["Cache-Control"] = caching(revision)
    response.headers["Vary"] = "Accept-Encoding"
    key = _key(asked, revision.tag)
    response.set_etag(f"{key}-{coding}")
    if any(tag.partition("-")[0] == key for tag in request.if_none_match.as_set(include_weak=True)):
        response.status_code = HTTPStatus.NOT_MODIFIED
        return response
    if coding != "identity":
        response.content_encoding = coding
    response.data = recoded(packed(to_bytes(build(asked))), coding)
    return response


def _asked(
    version: Literal[1, 2], work: str, base_url: str, presentation: Version
) -> SearchRequest:
    # What is too long is cut, what is no number counts as none: a reader's search never fails.
    query = request.args.get("q", "").replace("\0", " ")[:LONGEST].strip()
    ignored = tuple(name for name in IGNORED if name in request.args)
    start = _number("start", 0) // LIMIT * LIMIT
    return SearchRequest(work, version, query, base_url, presentation, start, ignored)


def _number(name: str, default: int) -> int:
    given = request.args.get(name, "")
    return min(int(given[:20]), FARTHEST) if given.isascii() and given.isdigit() else default


def _key(asked: SearchRequest, state: str) -> str:
    """A name for the answer: the same name means the same bytes."""
    parts = (edition(), state, request.path, asked.part(asked.start), request.args.get("min", ""))
    digest = blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=20)
    digest.update(",".join(asked.ignored).encode())
    return digest.hexdigest()
