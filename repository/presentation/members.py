"""What a collection holds: top -> institutions and common collections -> collections -> works."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Exists,
    Select,
    exists,
    func,
    literal,
    select,
    union_all,
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


def in_order(collection_id: str) -> Select[Any]:
    """Rows of (kind, id) for every member that readers may see."""
    parts = _of_all() if collection_id == TOP else _of_one(collection_id)
    rows = union_all(*parts).subquery()
    return select(rows.c.kind, rows.c.id).order_by(rows.c.rank, rows.c.place, rows.c.id)


def _of_all() -> list[Select[Any]]:
    has_works = exists().where(Work.institution_id == Institution.id, _PUBLISHED)
    inside = exists().where(CollectionMember.child_id == Collection.id)
    common = Collection.institution_id.is_(None) & ~inside
    return [
        _rows("institution", Institution.id, 0, Institution.position).where(has_works),
        _rows("collection", Collection.id, 1, Collection.position).where(common),
    ]


def _of_one(collection_id: str) -> list[Select[Any]]:
    """Members of a collection or an institution: ids are never shared between the two."""
    member = CollectionMember.collection_id == collection_id
    place = CollectionMember.position
    in_collection = exists().where(
        CollectionMember.work_id == Work.id,
        CollectionMember.collection_id == Collection.id,
        Collection.institution_id == collection_id,
    )
    own = (Work.institution_id == collection_id) & _PUBLISHED & ~in_collection
    return [
        _rows("collection", CollectionMember.child_id, 0, place).where(
            member, CollectionMember.child_id.is_not(None)
        ),
        _rows("work", Work.id, 0, place)
        .join(CollectionMember, CollectionMember.work_id == Work.id)
        .where(member, _PUBLISHED),
        _rows("collection", Collection.id, 1, Collection.position).where(
            Collection.institution_id == collection_id, ~_inside_own(collection_id)
        ),
        _rows("work", Work.id, 2, literal(0)).where(own),
    ]


def _rows(kind: str, id: Any, rank: int, place: Any) -> Select[Any]:  # noqa: A002
    return select(
        literal(kind).label("kind"),
        id.label("id"),
        literal(rank).label("rank"),
        place.label("place"),
    )


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
