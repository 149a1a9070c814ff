"""Pages of the studio for those who change what belongs to the whole consortium."""

from flask import Blueprint, abort, request

from repository.permissions import Right, may
from repository.web.context import current_user
from repository.web.studio.access import for_curators

_ROOM_FOR_TEXTS = 2 << 20  # bytes; pages in three languages are longer than other forms


def for_administrators(blueprint: Blueprint) -> Blueprint:
    """Send those who are not signed in to the door, and refuse everybody else (403)."""
    for_curators(blueprint).before_request(_refuse_others)
    return blueprint


def _refuse_others() -> None:
    if not may(current_user(), Right.FOUND):
        abort(403)
    request.max_content_length = _ROOM_FOR_TEXTS
