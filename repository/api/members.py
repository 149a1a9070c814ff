"""The members of collections."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.api.answers import Listing, MemberOut
from repository.api.caller import check_may_edit, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.changes.collections import add_member, remove_member, set_members
from repository.errors import NotFoundError
from repository.institutions import find_collection
from repository.models import Collection, CollectionMember
from repository.permissions import Right
from repository.schemas.collection import MemberIn, MembersIn

operations = Operations()
_PATH = "/collections/{collection}/members"


@operations("GET", _PATH, "List the members", answers=Listing[MemberOut], paged=True)
def list_members(collection: str, part: Part) -> Listing[MemberOut]:
    """In their order, drafts among them."""
    with repository().database.read() as session:
        return _listing(session, find_collection(session, collection), part)


@operations("PUT", _PATH, "Put the members in order", takes=MembersIn, answers=Listing[MemberOut])
def put_members(collection: str, sent: MembersIn) -> Listing[MemberOut]:
    """These are the members from now on; answers with the first hundred."""
    with repository().database.write() as session:
        found = _editable(session, collection)
        set_members(session, found, sent.members)
        session.flush()
        return _listing(session, found, Part(100, 0))


@operations("POST", _PATH, "Add a member", takes=MemberIn, answers=MemberOut, status=201)
def post_member(collection: str, sent: MemberIn) -> MemberOut:
    """At the end."""
    with repository().database.write() as session:
        found = _editable(session, collection)
        add_member(session, found, sent)
        session.flush()
        last = (
            select(CollectionMember)
            .where(CollectionMember.collection_id == found.id)
            .order_by(CollectionMember.position.desc())
            .limit(1)
        )
        return _out(session.scalars(last).one())


@operations("DELETE", _PATH + "/{member}", "Take a member out", status=204)
def delete_member(collection: str, member: str) -> None:
    """The work or collection itself stays."""
    with repository().database.write() as session:
        found = _editable(session, collection)
        row = session.get(CollectionMember, int(member)) if member.isdecimal() else None
        if row is None or row.collection_id != found.id:
            raise NotFoundError(member)
        remove_member(session, row)


def _editable(session: Session, name: str) -> Collection:
    found = find_collection(session, name)
    check_may_edit(found.institution_id, Right.COLLECT)
    return found


def _listing(session: Session, collection: Collection, part: Part) -> Listing[MemberOut]:
    of_collection = CollectionMember.collection_id == collection.id
    order = (CollectionMember.position, CollectionMember.id)
    query = select(CollectionMember).where(of_collection).order_by(*order)
    rows = session.scalars(query.limit(part.limit).offset(part.offset)).all()
    count = select(func.count()).select_from(CollectionMember).where(of_collection)
    return Listing[MemberOut](
        items=[_out(row) for row in rows],
        total=session.scalar(count) or 0,
        limit=part.limit,
        offset=part.offset,
    )


def _out(row: CollectionMember) -> MemberOut:
    return MemberOut(id=row.id, position=row.position, work=row.work_id, collection=row.child_id)
