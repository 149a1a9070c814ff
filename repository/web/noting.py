"""Every change that comes by a request stands in the log, also when its view says nothing."""

from collections.abc import Mapping

from flask import g, has_request_context, request
from sqlalchemy.orm import Session

from repository import audit
from repository.models import User
from repository.noticing import Thing, changes

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_KINDS: Mapping[str, str] = {
    "work_id": "work",
    "work": "work",
    "collection_id": "collection",
    "collection": "collection",
    "institution_id": "institution",
    "institution": "institution",
    "user_id": "user",
    "user": "user",
}
_METHODS: Mapping[str, str] = {"POST": "changed", "PUT": "changed", "PATCH": "changed",
                               "DELETE": "removed-part"}  # fmt: skip


def note_request(session: Session) -> None:
    """Note what the request being answered changes in this transaction, unless it is noted.

    It happens in the same transaction: there is no change without its line, and no line without
    its change.
    """
    if not has_request_context() or request.method in _SAFE or audit.is_noted(session):
        return
    who: User | None = g.get("caller") or g.get("user")
    seen = changes(session)
    if who is None or not seen.loud:
        return
    kind, subject, owner = _subject(session)
    audit.note(
        session, who.id, _action(session), kind, subject, {"by": _view()}, institution_id=owner
    )


def _action(session: Session) -> str:
    seen = changes(session)
    if seen.states:
        return "published" if seen.states[-1][1] == "published" else "unpublished"
    if seen.made:
        return "made"
    if seen.removed:
        return "removed"
    return _METHODS.get(request.method, "changed")


def _subject(session: Session) -> Thing:
    seen = changes(session)
    for found in (seen.made, seen.removed):
        if found:
            return found[0]
    for name, kind in _KINDS.items():
        value = (request.view_args or {}).get(name)
        if value:
            return kind, str(value)[:40], None
    return "site", _view()[:40], None


def _view() -> str:
    """The view's name, without the suffixes that routes in other languages and the API have."""
    blueprint, _, view = (request.endpoint or "").partition(".")
    name = f"{blueprint.removesuffix('-localized')}.{view}"
    return name.rstrip("0123456789").rstrip("_") if blueprint == "api" else name
