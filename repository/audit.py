"""The log of who did what: it only grows.

The database itself refuses to change or remove a row of `events` (see the migration), whoever
asks: a mistake in our code, or a stolen password of a user, can add lines but take none away.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.models import (
    Batch,
    Collection,
    Delivery,
    Edit,
    Event,
    Feedback,
    Page,
    User,
    Work,
)

COMMAND = "command"
WORKER = "worker"
_NOTED = "noted"
_OWNED: Mapping[str, type[Work | Collection | User | Batch | Edit | Feedback | Delivery]] = {
    "batch": Batch,
    "delivery": Delivery,
    "edit": Edit,
    "feedback": Feedback,
    "work": Work,
    "collection": Collection,
    "user": User,
}
_MOST_LETTERS = 500


def note(
    session: Session,
    actor_id: str | None,
    action: str,
    subject_kind: str,
    subject_id: str,
    details: Mapping[str, Any] | None = None,
    *,
    institution_id: str | None = None,
) -> Event:
    """Write down a change, in the transaction that makes it.

    `actor_id` is a user's id, `COMMAND` for the command line or `WORKER` for background work.
    `action` is a past participle such as `published`, `subject_kind` a word of the catalogue:
    work, page, collection, institution, user. Texts in `details` are cut to 500 letters. Whose
    it was need be said only of what is gone.
    """
    event = Event(
        actor_id=actor_id,
        actor=_name(session, actor_id),
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        institution_id=institution_id or _owner(session, subject_kind, subject_id),
        details=_short(details) if details else None,
    )
    session.add(event)
    session.info[_NOTED] = True
    return event


def is_noted(session: Session) -> bool:
    """Whether this transaction has noted what it does."""
    return bool(session.info.get(_NOTED))


def _name(session: Session, actor_id: str | None) -> str:
    if actor_id is None or actor_id in (COMMAND, WORKER):
        return ""
    user = session.get(User, actor_id)
    return user.name if user else ""


def _owner(session: Session, kind: str, subject_id: str) -> str | None:
    if kind == "institution":
        return subject_id
    if kind == "page":
        page = session.get(Page, subject_id)
        return _owner(session, "work", page.work_id) if page else None
    table = _OWNED.get(kind)
    if table is None:
        return None
    return session.scalar(select(table.institution_id).where(table.id == subject_id))


def _short(details: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value[:_MOST_LETTERS] if isinstance(value, str) else value
        for name, value in details.items()
    }
