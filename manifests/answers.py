"""What answers of documents and of searches have in common."""

from http import HTTPStatus

from flask import Response, current_app, request

from manifests.catalogue import Revision
from manifests.errors import (
    DocumentGoneError,
    DocumentNotFoundError,
    ForbiddenError,
    LoginRequiredError,
    PresentationError,
)

ALLOWED = "GET, HEAD, OPTIONS"
STATUS: dict[type[Exception], HTTPStatus] = {
    PresentationError: HTTPStatus.INTERNAL_SERVER_ERROR,
    DocumentNotFoundError: HTTPStatus.NOT_FOUND,
    DocumentGoneError: HTTPStatus.GONE,
    LoginRequiredError: HTTPStatus.UNAUTHORIZED,
    ForbiddenError: HTTPStatus.FORBIDDEN,
}


def caching(revision: Revision) -> str:
    """How long a document in this state may be kept, and by whom."""
    # Kept, but asked about each time: what is unpublished has to vanish at once.
    return "public, no-cache" if revision.public else "private, no-store"


def refusal(error: PresentationError) -> Response:
    """The answer to an error."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s is not a valid document: %s", request.path, error)
    # Section 15.5.2 of RFC 9110 wants a challenge; this one opens no window in browsers.
    unknown = status is HTTPStatus.UNAUTHORIZED
    return problem(status, {"WWW-Authenticate": "Bearer"} if unknown else None)


def problem(status: HTTPStatus, headers: dict[str, str] | None = None) -> Response:
    """An answer that is none, as RFC 9457 has it."""
    response = Response(status=status, headers=headers, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    response.set_data(f'{{"status": {status.value}, "title": "{status.phrase}"}}')
    return response


def open_to_all_sites(response: Response) -> Response:
    """CORS on every answer, errors included: section 6.2."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = ALLOWED
    response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, If-None-Match"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
