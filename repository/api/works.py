"""Works."""

from http import HTTPStatus

from flask import request
from sqlalchemy.orm import Session

from repository import versions
from repository.api.answers import Listing, WorkOut, work_out
from repository.api.caller import caller, check_may_edit, editable_work, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.problems import ApiError
from repository.api.state import check_state
from repository.changes.works import change_work, institution_named, make_work, remove_work
from repository.models import Work, WorkState
from repository.permissions import Right
from repository.reasons import sentence
from repository.schemas.errors import Fault, FaultyError
from repository.schemas.work import WorkChange, WorkIn
from repository.works import count_works, get_work, list_works, publish, unpublish

operations = Operations()


@operations(
    "GET",
    "/works",
    "List works",
    answers=Listing[WorkOut],
    paged=True,
    query={"state": "draft or published", "institution": "an id or slug"},
)
def list_all_works(part: Part) -> Listing[WorkOut]:
    """The newest first."""
    with repository().database.read() as session:
        state, owner = _state(), _owner(session)
        rows = list_works(session, state, owner, part.limit, part.offset)
        total = count_works(session, state, owner)
        items = [_out(row) for row in rows]
    return Listing[WorkOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations("POST", "/works", "Make a work", takes=WorkIn, answers=WorkOut, status=201)
def create_work(sent: WorkIn) -> WorkOut:
    """A draft without pages."""
    with repository().database.write() as session:
        check_may_edit(institution_named(session, sent.institution).id)
        made = make_work(session, sent)
        versions.record(session, made, caller().id)
        return _out(made)


@operations("GET", "/works/{work}", "Read a work", answers=WorkOut)
def read_work(work: str) -> WorkOut:
    """What is said of it; its pages and sections have addresses of their own."""
    with repository().database.read() as session:
        return _out(get_work(session, work))


@operations(
    "PATCH", "/works/{work}", "Change a work", takes=WorkChange, answers=WorkOut, changes=True
)
def patch_work(work: str, sent: WorkChange) -> WorkOut:
    """Fields that are left out stay as they are, lists are replaced whole."""
    with repository().database.write() as session:
        found = editable_work(session, work, Right.DESCRIBE)
        check_state(_out(found))
        if "institution" in sent.model_fields_set:
            check_may_edit(institution_named(session, sent.institution).id)
        change_work(session, found, sent)
        versions.record(session, found, caller().id)
        return _fresh(session, found)


@operations("DELETE", "/works/{work}", "Remove a work", status=204, changes=True)
def delete_work(work: str) -> None:
    """With its pages; masters stay in storage."""
    with repository().database.write() as session:
        found = editable_work(session, work)
        check_state(_out(found))
        remove_work(session, found)


@operations("POST", "/works/{work}/publish", "Publish a work", answers=WorkOut)
def publish_work(work: str) -> WorkOut:
    """409 tells everything that stands against it."""
    with repository().database.write() as session:
        found = editable_work(session, work, Right.PUBLISH)
        against = publish(session, found)
        faults = [Fault("", sentence(each.code, each.params, "en")) for each in against]
        if faults:
            raise ApiError(HTTPStatus.CONFLICT, "The work cannot be published yet.", faults[:100])
        return _fresh(session, found)


@operations("POST", "/works/{work}/unpublish", "Hide a work from readers", answers=WorkOut)
def unpublish_work(work: str) -> WorkOut:
    """It becomes a draft."""
    with repository().database.write() as session:
        found = editable_work(session, work, Right.PUBLISH)
        unpublish(session, found)
        return _fresh(session, found)


def _out(work: Work) -> WorkOut:
    return work_out(work, repository().settings.public_url)


def _fresh(session: Session, work: Work) -> WorkOut:
    session.flush()
    session.refresh(work)
    return _out(work)


def _state() -> WorkState | None:
    wanted = request.args.get("state")
    if wanted is None:
        return None
    if wanted not in set(WorkState):
        raise FaultyError([Fault("state", "is draft or published")])
    return WorkState(wanted)


def _owner(session: Session) -> str | None:
    wanted = request.args.get("institution")
    return institution_named(session, wanted).id if wanted else None
