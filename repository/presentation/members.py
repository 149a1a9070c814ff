"""What a collection holds: top -> institutions and common collections -> collections -> works."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Exists,
    Select,
    case,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session, aliased

from manifests.description import MemberDescription
from repository.models import (
    Collection,
    CollectionMember,
    Derivative,
    Institution,
    Page,
    SharedPage,
    Work,
    WorkState,
)
from repository.presentation.collections import TOP
from repository.presentation.described import image

_PUBLISHED = Work.state == WorkState.PUBLISHED


def total(session: Session, collection_id: str) -> int:
    """How many members readers may see, by a statement for each kind of them."""
    return sum(_count(session, kind) for kind in _kinds(session, collection_id))


def span(session: Session, collection_id: str, first: int, last: int) -> list[tuple[str, str]]:
    """(kind, id) of members `first` to `last`, counted from 1, in their order.

    The kinds stand one after the other, so that each is read along its own index: nothing is
    sorted, however large the collection.
    """
    found: list[tuple[str, str]] = []
    before = first - 1
    wanted = last - before
    for kind in _kinds(session, collection_id):
        rows = session.execute(kind.offset(before).limit(wanted - len(found))).all()
        found += [(row.kind, row.id) for row in rows]
        if len(found) == wanted:
            break
        before = 0 if rows else max(0, before - _count(session, kind))
    return found


def _count(session: Session, kind: Select[Any]) -> int:
    rows = kind.order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def _kinds(session: Session, collection_id: str) -> list[Select[Any]]:
    """Ordered rows of (kind, id): one kind of members after the other."""
    if collection_id == TOP:
        return _of_all()
    if session.get(Institution, collection_id) is not None:
        return _of_institution(collection_id)
    return [_of_collection(collection_id)]


def _of_all() -> list[Select[Any]]:
    has_works = exists().where(Work.institution_id == Institution.id, _PUBLISHED)
    inside = exists().where(CollectionMember.child_id == Collection.id)
    common = Collection.institution_id.is_(None) & ~inside
    return [
        _rows("institution", Institution.id)
        .where(has_works)
        .order_by(Institution.position, Institution.id),
        _rows("collection", Collection.id)
        .where(common)
        .order_by(Collection.position, Collection.id),
    ]


def _of_institution(institution_id: str) -> list[Select[Any]]:
    in_collection = exists().where(
        CollectionMember.work_id == Work.id,
        CollectionMember.collection_id == Collection.id,
        Collection.institution_id == institution_id,
    )
    own = Collection.institution_id == institution_id
    return [
        _rows("collection", Collection.id)
        .where(own, ~_inside_own(institution_id))
        .order_by(Collection.position, Collection.id),
        _rows("work", Work.id)
        .where(Work.institution_id == institution_id, _PUBLISHED, ~in_collection)
        .order_by(Work.id),
    ]


def _of_collection(collection_id: str) -> Select[Any]:
    member = CollectionMember
    kind = case((member.child_id.is_not(None), "collection"), else_="work")
    return (
        select(kind.label("kind"), func.coalesce(member.child_id, member.work_id).label("id"))
        .outerjoin(Work, Work.id == member.work_id)
        .where(member.collection_id == collection_id, member.child_id.is_not(None) | _PUBLISHED)
        .order_by(member.position, member.id)
    )


def _rows(kind: str, id: Any) -> Select[Any]:  # noqa: A002
    return select(literal(kind).label("kind"), id.label("id"))


def describe(session: Session, rows: Sequence[tuple[str, str]]) -> list[MemberDescription]:
    """The descriptions of members, in their order, by three statements however many."""
    ids = {kind: [key for k, key in rows if k == kind] for kind, _ in rows}
    found = {
        **_collections(session, Institution, ids.get("institution", [])),
        **_collections(session, Collection, ids.get("collection", [])),
        **_works(session, ids.get("work", [])),
    }
    return [found[key] for _, key in rows if key in found]


def _inside_own(institution_id: str) -> Exists:
    """Whether a collection lies in another of the same institution."""
    above = aliased(Collection)
    return exists().where(
        CollectionMember.child_id == Collection.id,
        CollectionMember.collection_id == above.id,
        above.institution_id == institution_id,
    )


def _collections(
    session: Session, table: type[Institution] | type[Collection], ids: list[str]
) -> dict[str, MemberDescription]:
    if not ids:
        return {}
    rows: Iterable[Institution | Collection]
    rows = session.scalars(select(table).where(table.id.in_(ids)))
    return {row.id: _collection(row) for row in rows}


def _collection(row: Institution | Collection) -> MemberDescription:
    if isinstance(row, Institution):
        return MemberDescription(row.id, "collection", row.label)
    return MemberDescription(
        row.id, "collection", row.label, nav_date=row.nav_date, behaviors=tuple(row.behaviors)
    )


def _works(session: Session, ids: list[str]) -> dict[str, MemberDescription]:
    if not ids:
        return {}
    rows = session.execute(
        select(Work.id, Work.label, Work.nav_date, Derivative)
        .select_from(Work)
        .outerjoin(Page, Page.id == cover_page())
        .outerjoin(Derivative, Derivative.id == Page.derivative_id)
        .where(Work.id.in_(ids))
    )
    return {
        key: MemberDescription(
            key, "work", label, image(derivative) if derivative else None, nav_date
        )
        for key, label, nav_date, derivative in rows
    }


def cover_page() -> ColumnElement[str | None]:
    """The id of the page that stands for a work: the one chosen, or its first."""
    own, shared = aliased(Page), aliased(SharedPage)
    first = select(own.id).where(own.work_id == Work.id).order_by(own.position).limit(1)
    of_another = (
        select(shared.page_id).where(shared.work_id == Work.id).order_by(shared.position).limit(1)
    )
    return func.coalesce(
        Work.thumbnail_page_id, first.scalar_subquery(), of_another.scalar_subquery()
    )
