"""The members of collections as they are described."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from manifests.description import MemberDescription
from repository.models import Collection, Derivative, Institution, Page, SharedPage, Work
from repository.presentation.described import image


def describe(session: Session, rows: Sequence[tuple[str, str]]) -> list[MemberDescription]:
    """The descriptions of members, in their order, by three statements however many."""
    ids: dict[str, list[str]] = {}
    for kind, key in rows:
        ids.setdefault(kind, []).append(key)
    found = {
        **_collections(session, Institution, ids.get("institution", [])),
        **_collections(session, Collection, ids.get("collection", [])),
        **_works(session, ids.get("work", [])),
    }
    return [found[key] for _, key in rows if key in found]


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
