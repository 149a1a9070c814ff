"""What readers write to a library and ask it for."""

from datetime import datetime
from typing import Literal

from flask import request
from pydantic import BaseModel

from repository.api.answers import Listing
from repository.api.caller import caller, check_may_edit, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.state import check_state
from repository.correspondence import (
    find_delivery,
    find_feedback,
    list_deliveries,
    list_feedback,
)
from repository.models import Delivery, DeliveryState, Feedback, FeedbackState, Role
from repository.schemas.article import DeliveryChange, FeedbackChange
from repository.web.letter_deeds import move_on, settle

operations = Operations()


class FeedbackOut(BaseModel):
    """A reader's message."""

    id: str
    institution: str
    work: str
    page: int | None
    topic: str
    words: str
    email: str
    language: str
    state: Literal["new", "answered", "closed"]
    answer: str
    created: datetime
    modified: datetime


class DeliveryOut(BaseModel):
    """A reader's request for a copy."""

    id: str
    institution: str
    work: str
    pages: str
    purpose: str
    name: str
    email: str
    language: str
    state: Literal["new", "accepted", "working", "sent", "refused"]
    created: datetime
    modified: datetime


@operations(
    "GET",
    "/feedback",
    "List messages of readers",
    answers=Listing[FeedbackOut],
    paged=True,
    query={"state": "new, answered or closed"},
)
def list_messages(part: Part) -> Listing[FeedbackOut]:
    """Those to the own library, to all for administrators; the newest first."""
    wanted = request.args.get("state", "")
    state = FeedbackState(wanted) if wanted in set(FeedbackState) else None
    with repository().database.read() as session:
        rows, total = list_feedback(session, _own(), state, part.limit, part.offset)
    items = [_message_out(row) for row in rows]
    return Listing[FeedbackOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations("GET", "/feedback/{message}", "Read a message of a reader", answers=FeedbackOut)
def read_message(message: str) -> FeedbackOut:
    """Of the own library only."""
    with repository().database.read() as session:
        found = find_feedback(session, message)
    check_may_edit(found.institution_id)
    return _message_out(found)


@operations(
    "PATCH",
    "/feedback/{message}",
    "Answer or close a message of a reader",
    takes=FeedbackChange,
    answers=FeedbackOut,
    changes=True,
)
def patch_message(message: str, sent: FeedbackChange) -> FeedbackOut:
    """An answer is sent to the reader who has left an address."""
    with repository().database.write() as session:
        found = find_feedback(session, message)
        check_may_edit(found.institution_id)
        check_state(_message_out(found))
        settle(session, found, FeedbackState(sent.state), sent.answer, caller().id)
        return _message_out(found)


@operations(
    "GET",
    "/deliveries",
    "List requests for copies",
    answers=Listing[DeliveryOut],
    paged=True,
    query={"state": "new, accepted, working, sent or refused"},
)
def list_requests(part: Part) -> Listing[DeliveryOut]:
    """Those to the own library, to all for administrators; the newest first."""
    wanted = request.args.get("state", "")
    state = DeliveryState(wanted) if wanted in set(DeliveryState) else None
    with repository().database.read() as session:
        rows, total = list_deliveries(session, _own(), state, part.limit, part.offset)
    items = [_request_out(row) for row in rows]
    return Listing[DeliveryOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations("GET", "/deliveries/{delivery}", "Read a request for a copy", answers=DeliveryOut)
def read_request(delivery: str) -> DeliveryOut:
    """Of the own library only."""
    with repository().database.read() as session:
        found = find_delivery(session, delivery)
    check_may_edit(found.institution_id)
    return _request_out(found)


@operations(
    "PATCH",
    "/deliveries/{delivery}",
    "Bring a request for a copy to its next state",
    takes=DeliveryChange,
    answers=DeliveryOut,
    changes=True,
)
def patch_request(delivery: str, sent: DeliveryChange) -> DeliveryOut:
    """The reader is told by mail, and sees it on the page of the request."""
    with repository().database.write() as session:
        found = find_delivery(session, delivery)
        check_may_edit(found.institution_id)
        check_state(_request_out(found))
        move_on(session, found, DeliveryState(sent.state), sent.note, caller().id)
        return _request_out(found)


def _own() -> str | None:
    """The library whose letters the caller may see, None for those of all."""
    user = caller()
    if user.role == Role.ADMINISTRATOR:
        return None
    check_may_edit(user.institution_id)
    return user.institution_id


def _message_out(row: Feedback) -> FeedbackOut:
    return FeedbackOut(
        **{name: getattr(row, name) for name in FeedbackOut.model_fields if hasattr(row, name)},
        institution=row.institution_id,
        work=row.work_id,
    )


def _request_out(row: Delivery) -> DeliveryOut:
    return DeliveryOut(
        **{name: getattr(row, name) for name in DeliveryOut.model_fields if hasattr(row, name)},
        institution=row.institution_id,
        work=row.work_id,
    )
