"""Errors as `application/problem+json` (RFC 9457)."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel
from werkzeug import http
from werkzeug.exceptions import HTTPException

from repository.errors import DatabaseUnavailableError, NotFoundError, RefusedError
from repository.reasons import sentence
from repository.schemas.errors import Fault, FaultyError
from repository.uploads import TusError
from storage import StorageFullError, StorageUnavailableError

MEDIA_TYPE = "application/problem+json"


class FaultOut(BaseModel):
    """A field and what is wrong with it."""

    field: str
    message: str


class ProblemOut(BaseModel):
    """What went wrong; `errors` names every field at fault."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[FaultOut] = []


class ApiError(Exception):
    """A refusal with a status of its own."""

    def __init__(
        self, status: HTTPStatus, detail: str, faults: Sequence[Fault] = (), **headers: str
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.faults = faults
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


_STATUS = {
    NotFoundError: (HTTPStatus.NOT_FOUND, "There is no such thing."),
    DatabaseUnavailableError: (HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer."),
    StorageUnavailableError: (HTTPStatus.SERVICE_UNAVAILABLE, "The storage does not answer."),
    StorageFullError: (HTTPStatus.INSUFFICIENT_STORAGE, "The storage is full."),
}


def answer_errors(blueprint: Blueprint) -> None:
    """Answer every error below `/api/v1` as a problem."""
    blueprint.register_error_handler(ApiError, _refused)
    blueprint.register_error_handler(FaultyError, _faulty)
    blueprint.register_error_handler(RefusedError, _in_words)
    blueprint.register_error_handler(TusError, _upload)
    blueprint.register_error_handler(HTTPException, _http)
    for kind, (status, detail) in _STATUS.items():
        blueprint.register_error_handler(kind, _known(status, detail))


def problem(status: int, detail: str, faults: Sequence[Fault] = ()) -> Response:
    """A problem as it is sent."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": http.HTTP_STATUS_CODES.get(status, "Checksum Mismatch"),
        "status": int(status),
        "detail": detail,
    }
    if faults:
        body["errors"] = [{"field": fault.field, "message": fault.message} for fault in faults]
    response = jsonify(body)
    response.status_code = status
    response.content_type = MEDIA_TYPE
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(error: ApiError) -> Response:
    response = problem(error.status, error.detail, error.faults)
    response.headers.update(error.headers)
    return response


def _faulty(error: FaultyError) -> Response:
    detail = "These fields are at fault; nothing was kept."
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, error.faults)


def _in_words(error: RefusedError) -> Response:
    words = sentence(error.code, error.params, "en")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, words)


def _upload(error: TusError) -> Response:
    response = problem(error.status, sentence(error.code, error.params, "en"))
    response.headers.update(error.headers)
    return response


def _http(error: HTTPException) -> Response:
    return problem(HTTPStatus(error.code or 500), str(error.description or ""))


def _known(status: HTTPStatus, detail: str) -> Any:
    def answer(_: Exception) -> Response:
        return problem(status, detail)

    return answer
