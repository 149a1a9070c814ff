"""The OpenAPI 3.1 document, made from the operations and the models they use."""

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from repository.api.operation import Operation
from repository.api.paging import FARTHEST, MOST
from repository.api.problems import MEDIA_TYPE, ProblemOut

_REF = "#/components/schemas/{model}"
_PROBLEMS = {
    "400": "The request cannot be read.",
    "401": "There is no valid token.",
    "403": "It belongs to another institution.",
    "404": "There is no such thing.",
    "405": "It is not offered here.",
    "409": "Something stands against it.",
    "410": "An upload has expired or was refused.",
    "411": "The length of a file was not sent along.",
    "412": "It has changed since it was read.",
    "413": "It is too large.",
    "415": "It is sent in another format than is taken.",
    "422": "Fields are at fault; `errors` names them.",
    "423": "Another request is sending to this upload.",
    "428": "`If-Match` is missing.",
    "460": "The bytes do not give the checksum that was sent along.",
    "503": "The database or the storage does not answer.",
    "507": "There is no room left.",
}


@cache
def document(operations: Sequence[Operation], prefix: str) -> str:
    """The document as JSON."""
    schemas, definitions = _schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        described = _operation(operation, schemas)
        paths.setdefault(operation.path, {})[operation.method.lower()] = described
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Keruen",
                "version": version("keruen"),
                "description": "Works, pages, sections, collections and institutions.",
            },
            "servers": [{"url": prefix}],
            "security": [{"token": []}],
            "paths": paths,
            "components": {
                "schemas": definitions,
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
        },
        ensure_ascii=False,
    )


def _schemas(operations: Sequence[Operation]) -> tuple[dict[Any, Any], dict[str, Any]]:
    used: dict[type[BaseModel], None] = {ProblemOut: None}
    answered: dict[type[BaseModel], None] = {ProblemOut: None}
    for operation in operations:
        if operation.takes not in (None, bytes):
            used[operation.takes] = None
        if operation.answers is not None:
            answered[operation.answers] = None
    models = [(model, "validation") for model in used]
    models += [(model, "serialization") for model in answered]
    schemas, whole = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    return schemas, whole["$defs"]


def _operation(operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": operation.view.__name__,
        "summary": operation.summary,
        "tags": [operation.path.strip("/").split("/")[0]],
        "parameters": _parameters(operation),
        "responses": _responses(operation, schemas),
    }
    if operation.open:
        found["security"] = []
    if operation.takes is bytes:
        found["requestBody"] = {"required": True, "content": {operation.media: {}}}
    elif operation.takes is not None:
        schema = schemas[(operation.takes, "validation")]
        found["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return found


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    text = {"type": "string"}
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": text}
        for name in re.findall(r"{(\w+)}", operation.path)
    ]
    if operation.paged:
        limit = {"type": "integer", "minimum": 1, "maximum": MOST}
        offset = {"type": "integer", "minimum": 0, "maximum": FARTHEST}
        found += [
            {"name": "limit", "in": "query", "schema": limit},
            {"name": "offset", "in": "query", "schema": offset},
        ]
    found += [
        {"name": name, "in": "query", "description": words, "schema": text}
        for name, words in operation.query.items()
    ]
    found += [
        {"name": name, "in": "header", "description": words, "schema": text}
        for name, words in operation.headers.items()
    ]
    if operation.changes:
        words = "The ETag of what is changed, or *."
        found.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": True,
                "description": words,
                "schema": text,
            }
        )
    return found


def _responses(operation: Operation, schemas: dict[Any, Any]) -> dict[str, Any]:
    done: dict[str, Any] = {"description": "Done."}
    if operation.answers is not None:
        schema = schemas[(operation.answers, "serialization")]
        done["content"] = {"application/json": {"schema": schema}}
        done["headers"] = {"ETag": {"schema": {"type": "string"}}}
    problem = {MEDIA_TYPE: {"schema": schemas[(ProblemOut, "serialization")]}}
    refused = {
        status: {"description": words, "content": problem} for status, words in _PROBLEMS.items()
    }
    return {str(operation.status): done, **refused}
