"""How a work is put in order, and its earlier versions."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from repository.api.answers import Listing
from repository.api.caller import caller, check_may_edit, editable_work, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.problems import ApiError
from repository.api.state import check_state
from repository.arranging.arrange import arrange, layout_of, right_for
from repository.arranging.places import page_order
from repository.arranging.stale import StaleError
from repository.changes.pages import put_in_order, works_of
from repository.errors import NotFoundError
from repository.models import Work
from repository.permissions import Right
from repository.reasons import sentence
from repository.schemas.arrangement import ArrangementIn
from repository.schemas.page import OrderIn
from repository.versions import count_versions, list_changes, record, unpack, version_of
from repository.versions.listing import Change
from repository.works import get_work

operations = Operations()
_PATH = "/works/{work}"


class OrderOut(BaseModel):
    """The pages of a work in their order, and how viewers show them.

    `revision` grows with every change of the arrangement, not when scans arrive.
    """

    revision: int
    viewing_direction: str
    layout: str | None
    start_page: str | None
    thumbnail_page: str | None
    pages: list[str]


class VersionOut(BaseModel):
    """A version of a work: who made it and what it changed, in English sentences."""

    number: int
    moment: datetime
    user: str | None
    restored: int | None
    revision: int
    changes: list[str]


class StateOut(BaseModel):
    """A version with all that it says."""

    number: int
    moment: datetime
    state: dict[str, Any]


@operations("GET", _PATH + "/order", "Read the order of the pages", answers=OrderOut)
def read_order(work: str) -> OrderOut:
    """With its revision, which changes name."""
    with repository().database.read() as session:
        return _order(session, get_work(session, work))


@operations(
    "PUT",
    _PATH + "/order",
    "Put the pages in order",
    takes=OrderIn,
    answers=OrderOut,
    changes=True,
)
def put_order(work: str, sent: OrderIn) -> OrderOut:
    """Pages of other works that are named are shared, shared ones left out are so no longer."""
    with repository().database.write() as session:
        found = editable_work(session, work, Right.ARRANGE)
        check_state(_order(session, found))
        for owner in works_of(session, sent.pages):
            check_may_edit(owner.institution_id, Right.ARRANGE)
        put_in_order(session, found, sent.pages)
        record(session, found, caller().id)
        return _order(session, found)


@operations(
    "POST",
    _PATH + "/arrangement",
    "Arrange: move, label, turn, split, remove, mark, present, contents, restore",
    takes=ArrangementIn,
    answers=OrderOut,
)
def post_arrangement(work: str, sent: ArrangementIn) -> OrderOut:
    """One change, made only if nobody changed the arrangement since `revision`: else 409."""
    with repository().database.write() as session:
        found = editable_work(session, work, right_for(sent.change))
        try:
            arrange(session, found, caller().id, sent)
        except StaleError as error:
            advice = "read it again" if error.collides else "send it again with that revision"
            words = f"The arrangement is at revision {error.revision} by now: {advice}."
            raise ApiError(HTTPStatus.CONFLICT, f"{words} Nothing was changed.") from error
        session.flush()
        session.refresh(found)
        return _order(session, found)


@operations(
    "GET", _PATH + "/versions", "List the versions", answers=Listing[VersionOut], paged=True
)
def list_versions(work: str, part: Part) -> Listing[VersionOut]:
    """The newest first: who changed what of the description and the order, and when."""
    with repository().database.read() as session:
        get_work(session, work)
        changes = list_changes(session, work, part.limit, part.offset)
        total = count_versions(session, work)
    items = [_version(change) for change in changes]
    return Listing[VersionOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations("GET", _PATH + "/versions/{version}", "Read a version", answers=StateOut)
def read_version(work: str, version: str) -> StateOut:
    """With all that it says of the work, its pages and sections."""
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise NotFoundError(version)
    with repository().database.read() as session:
        found = version_of(session, work, int(version))
        state = unpack(found.state)
    return StateOut(number=found.number, moment=found.moment, state=state)


def _order(session: Session, work: Work) -> OrderOut:
    return OrderOut(
        revision=work.arrangement,
        viewing_direction=work.viewing_direction,
        layout=layout_of(work),
        start_page=work.start_page_id,
        thumbnail_page=work.thumbnail_page_id,
        pages=page_order(session, work.id),
    )


def _version(change: Change) -> VersionOut:
    version = change.version
    return VersionOut(
        number=version.number,
        moment=version.moment,
        user=change.user or None,
        restored=version.restored,
        revision=version.arrangement,
        changes=[sentence(each.code, each.params, "en") for each in change.differences],
    )
