"""What a collection holds, kind by kind: top -> institutions and common collections -> works."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Exists, Select, case, exists, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from repository.models import Collection, CollectionMember, Institution, Work, WorkState
from repository.presentation.collections import TOP

Key = tuple[Any, ...]
_PUBLISHED = Work.state == WorkState.PUBLISHED


@dataclass(frozen=True, slots=True)
class Kind:
    """Members of one kind: rows of (kind, id), and the columns that put them in order."""

    rows: Select[Any]
    order: tuple[InstrumentedAttribute[Any], ...]

    def from_key(self, key: Key, limit: int) -> Select[Any]:
        """At most `limit` rows from the one with this key on: one step into an index."""
        here = tuple_(*self.order) >= tuple_(*(literal(value) for value in key))
        return self.rows.where(here).order_by(*self.order).limit(limit)


def kinds(session: Session, collection_id: str) -> list[Kind]:
    """One kind of members after the other, as they stand in the collection.

    Each is read along an index of its own: nothing is sorted, however large the collection.
    """
    if collection_id == TOP:
        return _of_all()
    if session.get(Institution, collection_id) is not None:
        return _of_institution(collection_id)
    return [_of_collection(collection_id)]


def _of_all() -> list[Kind]:
    has_works = exists().where(Work.institution_id == Institution.id, _PUBLISHED)
    inside = exists().where(CollectionMember.child_id == Collection.id)
    common = Collection.institution_id.is_(None) & ~inside
    return [
        Kind(
            _rows("institution", Institution.id).where(has_works),
            (Institution.position, Institution.id),
        ),
        Kind(
            _rows("collection", Collection.id).where(common), (Collection.position, Collection.id)
        ),
    ]


def _of_institution(institution_id: str) -> list[Kind]:
    in_collection = exists().where(
        CollectionMember.work_id == Work.id,
        CollectionMember.collection_id == Collection.id,
        Collection.institution_id == institution_id,
    )
    own = Collection.institution_id == institution_id
    loose = Work.institution_id == institution_id, _PUBLISHED, ~in_collection
    return [
        Kind(
            _rows("collection", Collection.id).where(own, ~_inside_own(institution_id)),
            (Collection.position, Collection.id),
        ),
        Kind(_rows("work", Work.id).where(*loose), (Work.id,)),
    ]


def _of_collection(collection_id: str) -> Kind:
    member = CollectionMember
    kind = case((member.child_id.is_not(None), "collection"), else_="work")
    rows = (
        select(kind.label("kind"), func.coalesce(member.child_id, member.work_id).label("id"))
        .outerjoin(Work, Work.id == member.work_id)
        .where(member.collection_id == collection_id, member.child_id.is_not(None) | _PUBLISHED)
    )
    return Kind(rows, (member.position, member.id))


def _rows(kind: str, id: Any) -> Select[Any]:  # noqa: A002
    return select(literal(kind).label("kind"), id.label("id"))


def _inside_own(institution_id: str) -> Exists:
    """Whether a collection lies in another of the same institution."""
    above = aliased(Collection)
    return exists().where(
        CollectionMember.child_id == Collection.id,
        CollectionMember.collection_id == above.id,
        above.institution_id == institution_id,
    )
