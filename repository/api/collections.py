"""Collections."""

from sqlalchemy import func, select

from repository.api.answers import CollectionOut, Listing, collection_out
from repository.api.caller import check_may_edit, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.state import check_state
from repository.changes.collections import (
    change_collection,
    make_collection,
    remove_collection,
)
from repository.institutions import find_collection
from repository.models import Collection
from repository.permissions import Right
from repository.schemas.collection import CollectionChange, CollectionIn

operations = Operations()


@operations("GET", "/collections", "List collections", answers=Listing[CollectionOut], paged=True)
def list_collections(part: Part) -> Listing[CollectionOut]:
    """In the order of the site."""
    with repository().database.read() as session:
        query = select(Collection).order_by(Collection.position, Collection.slug)
        rows = session.scalars(query.limit(part.limit).offset(part.offset)).all()
        total = session.scalar(select(func.count()).select_from(Collection)) or 0
    items = [collection_out(row, _site()) for row in rows]
    return Listing[CollectionOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations(
    "POST",
    "/collections",
    "Make a collection",
    takes=CollectionIn,
    answers=CollectionOut,
    status=201,
)
def create_collection(sent: CollectionIn) -> CollectionOut:
    """Curators make those of their own institution."""
    with repository().database.write() as session:
        made = make_collection(session, sent)
        check_may_edit(made.institution_id, Right.COLLECT)
        return collection_out(made, _site())


@operations("GET", "/collections/{collection}", "Read a collection", answers=CollectionOut)
def read_collection(collection: str) -> CollectionOut:
    """Its id or its slug names it."""
    with repository().database.read() as session:
        return collection_out(find_collection(session, collection), _site())


@operations(
    "PATCH",
    "/collections/{collection}",
    "Change a collection",
    takes=CollectionChange,
    answers=CollectionOut,
    changes=True,
)
def patch_collection(collection: str, sent: CollectionChange) -> CollectionOut:
    """Its members have an address of their own."""
    with repository().database.write() as session:
        found = find_collection(session, collection)
        check_may_edit(found.institution_id, Right.COLLECT)
        check_state(collection_out(found, _site()))
        change_collection(session, found, sent)
        session.flush()
        return collection_out(found, _site())


@operations("DELETE", "/collections/{collection}", "Remove a collection", status=204, changes=True)
def delete_collection(collection: str) -> None:
    """Its works stay."""
    with repository().database.write() as session:
        found = find_collection(session, collection)
        check_may_edit(found.institution_id, Right.COLLECT)
        check_state(collection_out(found, _site()))
        remove_collection(session, found)


def _site() -> str:
    return repository().settings.public_url
