"""From what went wrong to a page, or JSON for a script, in the reader's language."""

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import (
    Gone,
    HTTPException,
    NotFound,
    ServiceUnavailable,
    UnprocessableEntity,
)

from repository.errors import DatabaseUnavailableError, GoneError, NotFoundError, RefusedError
from repository.uploads import TusError
from repository.web.words import gettext as _
from repository.web.words import reason
from storage import StorageFullError, StorageUnavailableError

log = logging.getLogger(__name__)


class InsufficientStorage(HTTPException):
    """507: there is no room for what was sent."""

    code = 507


STATUS: dict[type[Exception], type[HTTPException]] = {
    GoneError: Gone,
    NotFoundError: NotFound,
    RefusedError: UnprocessableEntity,
    DatabaseUnavailableError: ServiceUnavailable,
    StorageUnavailableError: ServiceUnavailable,
    StorageFullError: InsufficientStorage,
}


def answer_errors(app: Flask) -> None:
    """Answer every error of a page in words."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(TusError, _upload)
    for known in STATUS:
        app.register_error_handler(known, _known)


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return Response(response=error.get_body(), status=error.code, headers=error.get_headers())
    return _answer(error.code, *_words(error))


def _known(error: Exception) -> Response:
    status = next(status for known, status in STATUS.items() if isinstance(error, known))
    http = status()
    if isinstance(http, (ServiceUnavailable, InsufficientStorage)):
        log.error("%s %s: %s", request.method, request.path, error)
    if isinstance(error, RefusedError):
        return _answer(
            http.code or 422, _("This cannot be taken"), reason(error.code, error.params)
        )
    return _http(http)


def _upload(error: TusError) -> Response:
    words = reason(error.code, error.params)
    response = _answer(error.status, _("This cannot be taken"), words)
    response.headers.update(error.headers)
    return response


def _answer(status: int, title: str, words: str) -> Response:
    if request.accept_mimetypes.best == "application/json":
        response = jsonify({"error": words})
    else:
        page = render_template("error.html", fault=status, title=title, words=words)
        response = make_response(page)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _words(error: HTTPException) -> tuple[str, str]:
    titles = {
        400: (_("This request cannot be read"), _("Go back and try again.")),
        403: (_("This is not open to you"), _forbidden(error)),
        404: (
            _("There is nothing at this address"),
            _("The page may have been hidden by its library, or the address has a mistake in it."),
        ),
        405: (_("This request cannot be read"), _("Go back and try again.")),
        410: (
            _("This work is no longer here"),
            _("Its library has taken it out of the catalogue for good. The link itself is right."),
        ),
        411: (_("This request cannot be read"), _("The size of the file was not sent along.")),
        413: (_("This is too large"), _told(error)),
        429: (_("Too many attempts"), str(error.description)),
        503: (
            _("Not available for a moment"),
            _(
                "A part of the system does not answer. Nothing is lost; "
                "please try again in a minute."
            ),
        ),
        507: (
            _("There is no room left"),
            _(
                "The disk of the server is full. Nothing was kept of this file; "
                "tell the administrator."
            ),
        ),
    }
    unknown = (
        _("Something went wrong here"),
        _("The mistake is ours and was written down. Please try again in a minute."),
    )
    return titles.get(error.code or 500, unknown)


def _told(error: HTTPException) -> str:
    """What a view said of its refusal; werkzeug's own words are English."""
    own = error.description != type(error).description
    return str(error.description) if own else _("Go back and try again.")


def _forbidden(error: HTTPException) -> str:
    if error.description == "forged":
        return _("The request came from another site. Open the page here and try again.")
    if error.description == "role":
        return _("Your role does not include this. Ask the administrator of your library.")
    return _("Only the library that owns this work may change it.")
