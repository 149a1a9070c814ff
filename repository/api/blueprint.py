"""From the operations to routes."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError

from repository.api import (
    arrangement,
    articles,
    authorities,
    batches,
    captions,
    collections,
    contents,
    downloads,
    edits,
    events,
    institutions,
    letters,
    members,
    pages,
    people,
    pictures,
    records,
    search,
    sections,
    statistics,
    texts,
    uploads,
    works,
)
from repository.api.caller import repository, sign_in
from repository.api.openapi import document
from repository.api.operation import Operation
from repository.api.paging import Part, asked_part
from repository.api.problems import ApiError, answer_errors
from repository.api.state import tag_of
from repository.schemas.errors import FaultyError, faults_of
from repository.web.tus import mark

PREFIX = "/api/v1"
OPERATIONS = (
    *search.operations.all,
    *institutions.operations.all,
    *collections.operations.all,
    *members.operations.all,
    *works.operations.all,
    *pages.operations.all,
    *arrangement.operations.all,
    *pictures.operations.all,
    *captions.operations.all,
    *sections.operations.all,
    *contents.operations.all,
    *texts.operations.all,
    *authorities.operations.all,
    *edits.operations.all,
    *uploads.operations.all,
    *downloads.operations.all,
    *statistics.operations.all,
    *articles.operations.all,
    *letters.operations.all,
    *people.operations.all,
    *events.operations.all,
    *batches.operations.all,
    *records.operations.all,
)
_LARGEST = 16 << 20
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def create_blueprint() -> Blueprint:
    """Everything under `/api/v1`."""
    blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
    asks_options = {op.path for op in OPERATIONS if op.method == "OPTIONS"}
    for number, operation in enumerate(OPERATIONS):
        rule = re.sub(r"{(\w+)}", r"<\1>", operation.path)
        blueprint.add_url_rule(
            rule,
            f"{operation.view.__name__}_{number}",
            _view(operation),
            methods=[operation.method],
            # Where OPTIONS means something, Flask does not answer it of itself.
            provide_automatic_options=None if operation.path not in asks_options else False,
        )
    blueprint.add_url_rule("/openapi.json", "openapi", _openapi, methods=["GET"])
    blueprint.add_url_rule("/<path:rest>", "unknown", _unknown, methods=_METHODS)
    answer_errors(blueprint)
    blueprint.after_request(_mark_uploads)
    return blueprint


def _view(operation: Operation) -> Callable[..., Response]:
    def view(**path: str) -> Response:
        if not operation.open:
            sign_in()
        given: dict[str, Any] = dict(path)
        if operation.paged:
            given["part"] = asked_part()
        if operation.takes not in (None, bytes):
            given["sent"] = _sent(cast(type[BaseModel], operation.takes))
        result = operation.view(**given)
        return result if operation.raw else _answer(operation, result, given.get("part"))

    return view


def _mark_uploads(response: Response) -> Response:
    is_upload = request.url_rule is not None and "/uploads" in request.url_rule.rule
    return mark(response) if is_upload else response


def _sent(kind: type[BaseModel]) -> BaseModel:
    """The body. Raises `ApiError` and `FaultyError`."""
    if request.mimetype != "application/json":
        raise ApiError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send `application/json`.")
    request.max_content_length = _LARGEST
    try:
        return kind.model_validate_json(request.get_data())
    except ValidationError as error:
        raise FaultyError(faults_of(error)) from error


def _answer(operation: Operation, result: BaseModel | None, part: Part | None) -> Response:
    response = Response(status=operation.status)
    response.headers["Cache-Control"] = "private, no-cache"
    if result is None:
        return response
    response.set_data(result.model_dump_json())
    response.content_type = "application/json"
    if operation.status == HTTPStatus.CREATED and hasattr(result, "id"):
        site = repository().settings.public_url
        response.headers["Location"] = f"{site}{request.path}/{result.id}"
    if part is not None:
        limit = getattr(result, "limit", part.limit)
        _link(response, Part(limit, part.offset), getattr(result, "total", 0))
    response.set_etag(tag_of(result))
    if operation.method == "GET":
        response.make_conditional(request)
    return response


def _link(response: Response, part: Part, total: int) -> None:
    """Where the part before and after this one is (RFC 8288)."""
    site = repository().settings.public_url
    kept = [pair for pair in request.args.items(multi=True) if pair[0] not in ("limit", "offset")]
    links = []
    if part.offset + part.limit < total:
        links.append((part.offset + part.limit, "next"))
    if part.offset:
        links.append((max(0, part.offset - part.limit), "prev"))
    if links:
        response.headers["Link"] = ", ".join(
            f'<{site}{request.path}?{_query(kept, part.limit, offset)}>; rel="{name}"'
            for offset, name in links
        )


def _query(kept: list[tuple[str, str]], limit: int, offset: int) -> str:
    return urlencode([*kept, ("limit", limit), ("offset", offset)], errors="replace")


def _openapi() -> Response:
    response = Response(document(OPERATIONS, PREFIX), content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _unknown(rest: str) -> Response:
    path = f"/{rest}"
    allowed = {op.method for op in OPERATIONS if _matches(op.path, path)}
    if allowed:
        raise ApiError(
            HTTPStatus.METHOD_NOT_ALLOWED,
            f"{request.method} is not offered here.",
            Allow=", ".join(sorted(allowed)),
        )
    raise ApiError(HTTPStatus.NOT_FOUND, "There is nothing at this address.")


def _matches(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) is not None
