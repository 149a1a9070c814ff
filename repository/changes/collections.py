"""Changing collections, their members, and institutions."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from repository.changes.assign import assign
from repository.changes.works import institution_named
from repository.models import Collection, CollectionMember, Institution, Tombstone, User, Work
from repository.revisions import touch, touch_catalogue
from repository.schemas.collection import CollectionChange, CollectionIn, MemberIn
from repository.schemas.errors import Fault, FaultyError
from repository.schemas.institution import InstitutionChange, InstitutionIn

_DEEPEST = 20


def make_collection(session: Session, sent: CollectionIn) -> Collection:
    """A new collection without members. Raises `FaultyError`."""
    _check_slug(session, Collection, sent.slug)
    collection = Collection()
    assign(collection, sent, "institution")
    if sent.institution is not None:
        collection.institution_id = institution_named(session, sent.institution).id
    session.add(collection)
    touch_catalogue(session)
    return collection


def change_collection(session: Session, collection: Collection, sent: CollectionChange) -> None:
    """Change what is said of a collection. Raises `FaultyError`."""
    if "slug" in sent.model_fields_set and sent.slug != collection.slug:
        _check_slug(session, Collection, sent.slug)
    assign(collection, sent)
    touch_catalogue(session)


def remove_collection(session: Session, collection: Collection) -> None:
    """Take a collection, not its members, out of the catalogue."""
    _touch_works(session, collection)
    session.add(Tombstone(id=collection.id))
    session.delete(collection)
    touch_catalogue(session)


def set_members(session: Session, collection: Collection, members: Sequence[MemberIn]) -> None:
    """Make these the members, in this order. Raises `FaultyError`."""
    _check_members(session, collection, members)
    _touch_works(session, collection)
    of_collection = CollectionMember.collection_id == collection.id
    session.execute(delete(CollectionMember).where(of_collection))
    for position, member in enumerate(members, start=1):
        _add(session, collection, member, position)
    _touch_works(session, collection)
    touch_catalogue(session)


def add_member(session: Session, collection: Collection, member: MemberIn) -> None:
    """Put a work or a collection at the end. Raises `FaultyError`."""
    _check_members(session, collection, [member])
    of_collection = CollectionMember.collection_id == collection.id
    # What is not named must not be compared: `= None` would be true of every other member.
    same = (
        CollectionMember.work_id == member.work
        if member.work
        else CollectionMember.child_id == member.collection
    )
    if session.scalar(select(CollectionMember.id).where(of_collection, same)):
        raise FaultyError([Fault("", "it is a member already")])
    last = session.scalar(select(func.max(CollectionMember.position)).where(of_collection)) or 0
    _add(session, collection, member, last + 1)
    if member.work and (work := session.get(Work, member.work)):
        touch(session, work)
    touch_catalogue(session)


def remove_member(session: Session, member: CollectionMember) -> None:
    """Take a member out of a collection."""
    work = session.get(Work, member.work_id) if member.work_id else None
    session.delete(member)
    if work is not None:
        touch(session, work)
    touch_catalogue(session)


def make_institution(session: Session, sent: InstitutionIn) -> Institution:
    """A new institution. Raises `FaultyError`."""
    _check_slug(session, Institution, sent.slug)
    institution = Institution()
    assign(institution, sent)
    session.add(institution)
    touch_catalogue(session)
    return institution


def change_institution(session: Session, institution: Institution, sent: InstitutionChange) -> None:
    """Change what is said of an institution. Raises `FaultyError`."""
    if "slug" in sent.model_fields_set and sent.slug != institution.slug:
        _check_slug(session, Institution, sent.slug)
    assign(institution, sent)
    touch_catalogue(session)


def remove_institution(session: Session, institution: Institution) -> None:
    """Take an institution out of the catalogue. Raises `FaultyError` when it still owns things."""
    for table, name in ((Work, "works"), (Collection, "collections"), (User, "users")):
        if session.scalar(select(exists().where(table.institution_id == institution.id))):
            raise FaultyError([Fault("", f"it still has {name}")])
    session.delete(institution)
    touch_catalogue(session)


def _add(session: Session, collection: Collection, member: MemberIn, position: int) -> None:
    session.add(
        CollectionMember(
            collection_id=collection.id,
            position=position,
            work_id=member.work,
            child_id=member.collection,
        )
    )


def _touch_works(session: Session, collection: Collection) -> None:
    """Manifests name the collections that hold them."""
    session.flush()
    inside = select(CollectionMember.work_id).where(CollectionMember.collection_id == collection.id)
    session.execute(
        update(Work).where(Work.id.in_(inside)).values(revision=Work.revision + 1),
        execution_options={"synchronize_session": False},
    )


def _check_slug(session: Session, table: type[Collection] | type[Institution], slug: str) -> None:
    if session.scalar(select(exists().where(table.slug == slug))):
        raise FaultyError([Fault("slug", f"{slug!r} is taken")])


def _check_members(session: Session, collection: Collection, members: Sequence[MemberIn]) -> None:
    above = _above(session, collection)
    works = _known(session, Work, [m.work for m in members if m.work])
    children = _known(session, Collection, [m.collection for m in members if m.collection])
    faults = []
    seen: set[tuple[str | None, str | None]] = set()
    for number, member in enumerate(members):
        field = f"members[{number}]"
        if member.work and member.work not in works:
            faults.append(Fault(f"{field}.work", f"there is no work {member.work!r}"))
        if member.collection and member.collection not in children:
            faults.append(Fault(f"{field}.collection", f"no collection {member.collection!r}"))
        if member.collection in above:
            faults.append(Fault(f"{field}.collection", "would lie within itself"))
        if (member.work, member.collection) in seen:
            faults.append(Fault(field, "is named twice"))
        seen.add((member.work, member.collection))
    if faults:
        raise FaultyError(faults[:100])


def _known(session: Session, table: type[Work] | type[Collection], ids: list[str]) -> set[str]:
    return set(session.scalars(select(table.id).where(table.id.in_(ids)))) if ids else set()


def _above(session: Session, collection: Collection) -> set[str]:
    """The collection and all that hold it, however indirectly."""
    found = {collection.id}
    level = found
    for _ in range(_DEEPEST):
        query = select(CollectionMember.collection_id).where(CollectionMember.child_id.in_(level))
        level = set(session.scalars(query)) - found
        if not level:
            break
        found = found | level
    return found


def move_member(
    session: Session, collection: Collection, member: CollectionMember, place: int
) -> None:
    """Put a member at a place of its collection, counted from 1; beyond the end means the end."""
    of_collection = CollectionMember.collection_id == collection.id
    order = (CollectionMember.position, CollectionMember.id)
    ids = list(session.scalars(select(CollectionMember.id).where(of_collection).order_by(*order)))
    ids.remove(member.id)
    ids.insert(min(max(place, 1), len(ids) + 1) - 1, member.id)
    places = [{"id": each, "position": number} for number, each in enumerate(ids, start=1)]
    session.execute(update(CollectionMember), places)
    touch_catalogue(session)
