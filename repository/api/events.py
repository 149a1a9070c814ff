"""The log of changes."""

from datetime import UTC, datetime
from typing import Any

from flask import request
from pydantic import BaseModel

from repository.api.answers import Listing
from repository.api.caller import caller, check_somewhere, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.events import Filter, count_events, find_events
from repository.models import Event
from repository.permissions import Right, may
from repository.schemas.errors import Fault, FaultyError

operations = Operations()
_LONGEST = 200


class EventOut(BaseModel):
    """One change; `actor` is a user's name, or `command` or `worker`."""

    id: int
    moment: datetime
    actor: str
    action: str
    kind: str
    subject: str
    institution: str | None
    details: dict[str, Any] | None


@operations(
    "GET",
    "/events",
    "Read the log of changes",
    answers=Listing[EventOut],
    paged=True,
    query={
        "actor": "a user's name or id, command or worker",
        "action": "such as published",
        "subject": "the id of a work, collection, institution or user",
        "since": "a moment, such as 2026-01-01T00:00:00Z",
        "until": "a moment; it is not included",
    },
)
def list_events(part: Part) -> Listing[EventOut]:
    """The newest first; of the own institution, for the consortium's administrators all."""
    check_somewhere(Right.AUDIT)
    asked = request.args
    wanted = Filter(
        actor=asked.get("actor", "")[:_LONGEST],
        action=asked.get("action", "")[:_LONGEST],
        subject=asked.get("subject", "")[:_LONGEST],
        since=_moment("since"),
        until=_moment("until"),
        institution_id=None if may(caller(), Right.FOUND) else caller().institution_id,
    )
    with repository().database.read() as session:
        rows = find_events(session, wanted, part.limit, part.offset)
        total = count_events(session, wanted)
        items = [_event(row) for row in rows]
    return Listing[EventOut](items=items, total=total, limit=part.limit, offset=part.offset)


def _moment(name: str) -> datetime | None:
    text = request.args.get(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise FaultyError([Fault(name, "is no moment: write 2026-01-01T00:00:00Z")]) from None
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _event(row: Event) -> EventOut:
    return EventOut(
        id=row.id,
        moment=row.moment,
        actor=row.actor or row.actor_id or "",
        action=row.action,
        kind=row.subject_kind,
        subject=row.subject_id,
        institution=row.institution_id,
        details=row.details,
    )
