"""The state of a thing as the client knows it: ETag, If-Match and If-None-Match."""

from hashlib import blake2b
from http import HTTPStatus

from flask import request
from pydantic import BaseModel

from repository.api.problems import ApiError


def tag_of(body: BaseModel) -> str:
    """A mark that changes whenever the thing does."""
    return blake2b(body.model_dump_json().encode(), digest_size=16).hexdigest()


def check_state(body: BaseModel) -> None:
    """Refuse a change of what somebody else has changed meanwhile. Raises `ApiError`.

    It is asked within the transaction that writes.
    """
    wanted = request.if_match
    if not wanted:
        raise ApiError(
            HTTPStatus.PRECONDITION_REQUIRED,
            "Send the ETag of what you change as `If-Match`, or `If-Match: *` to overwrite.",
        )
    if not wanted.contains(tag_of(body)):
        raise ApiError(
            HTTPStatus.PRECONDITION_FAILED,
            "It has changed since you read it; read it again. Nothing was overwritten.",
            ETag=f'"{tag_of(body)}"',
        )
