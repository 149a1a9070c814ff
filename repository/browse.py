"""What readers see of the catalogue: published works with their covers, libraries."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from repository.models import (
    Collection,
    CollectionMember,
    Derivative,
    Institution,
    Page,
    SearchWork,
    Work,
    WorkState,
)
from repository.models.base import LanguageMap

_IS_PUBLISHED = Work.state == WorkState.PUBLISHED


@dataclass(frozen=True, slots=True)
class Cover:
    """A work's first picture: its image id and `imageserver.Layout` as JSON."""

    image_id: str
    layout: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """A work as it stands in a list; `pages` is their number."""

    id: str
    label: LanguageMap
    institution: LanguageMap
    pages: int
    cover: Cover | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there is: published works, libraries and the countries they are in."""

    works: int
    institutions: int
    countries: int


def figures(owners: Sequence[tuple[Institution, int]]) -> Figures:
    """The numbers of the first page, of what `institutions_with_works` found."""
    countries = {owner.country for owner, _ in owners if owner.country}
    return Figures(sum(works for _, works in owners), len(owners), len(countries))


class Order(StrEnum):
    """How the works of a list stand: as the library arranged them, by title, the newest first."""

    GIVEN = "given"
    TITLE = "title"
    NEWEST = "newest"


def newest_works(session: Session, limit: int) -> list[Card]:
    """The works published last."""
    query = select(Work).where(_IS_PUBLISHED).order_by(Work.published.desc(), Work.id)
    return _cards(session, query.limit(limit))


def listed(session: Session, work_ids: Sequence[str]) -> list[tuple[Card, Work]]:
    """These of the published works, in no order, with their rows."""
    query = select(Work).where(_IS_PUBLISHED, Work.id.in_(work_ids))
    cards = _cards(session, query)
    return [(card, session.get_one(Work, card.id)) for card in cards]


def works_of_collection(
    session: Session, collection_id: str, order: Order, language: str, limit: int, offset: int
) -> list[Card]:
    """The collection's published works in the order that was asked for."""
    query = (
        select(Work)
        .join(CollectionMember, CollectionMember.work_id == Work.id)
        .outerjoin(SearchWork, SearchWork.work_id == Work.id)
        .where(_IS_PUBLISHED, CollectionMember.collection_id == collection_id)
        .order_by(*_ordering(order, language))
        .order_by(CollectionMember.position, CollectionMember.id)
    )
    return _cards(session, query.limit(limit).offset(offset))


def works_of_institution(
    session: Session, institution_id: str, limit: int, offset: int
) -> list[Card]:
    """The institution's published works, the newest first."""
    query = select(Work).where(_IS_PUBLISHED, Work.institution_id == institution_id)
    query = query.order_by(Work.published.desc(), Work.id)
    return _cards(session, query.limit(limit).offset(offset))


def count_of_institution(session: Session, institution_id: str) -> int:
    """How many published works the institution owns."""
    query = select(func.count()).select_from(Work)
    return session.scalar(query.where(_IS_PUBLISHED, Work.institution_id == institution_id)) or 0


def institutions_with_works(session: Session) -> list[tuple[Institution, int]]:
    """Every institution in its order, with the number of its published works."""
    count = func.count(Work.id)
    rows = session.execute(
        select(Institution, count)
        .outerjoin(Work, (Work.institution_id == Institution.id) & _IS_PUBLISHED)
        .group_by(Institution.id)
        .order_by(Institution.position, Institution.slug)
    )
    return [(institution, works) for institution, works in rows]


def collections_of(session: Session, work_id: str) -> Sequence[Collection]:
    """The collections that a work is in."""
    return session.scalars(
        select(Collection)
        .join(CollectionMember, CollectionMember.collection_id == Collection.id)
        .where(CollectionMember.work_id == work_id)
        .order_by(Collection.position, Collection.slug)
    ).all()


def covers(session: Session, work_ids: Sequence[str]) -> dict[str, Cover]:
    """The first page's picture of each work that has one, by one statement."""
    rows = session.execute(
        select(Page.work_id, Derivative.id, Derivative.layout)
        .join(Derivative, Derivative.id == Page.derivative_id)
        .where(Page.work_id.in_(work_ids), Page.position == 1)
    )
    return {work_id: Cover(image_id, layout) for work_id, image_id, layout in rows}


def _ordering(order: Order, language: str) -> list[Any]:
    if order is Order.NEWEST:
        return [Work.published.desc()]
    if order is Order.TITLE:
        # As the language sorts, which the index keeps; what was published just now comes last.
        title = SearchWork.title_in(language)
        return [title.is_(None), title]
    return []


def _cards(session: Session, query: Select[Work]) -> list[Card]:
    with_owner = query.join(Institution, Institution.id == Work.institution_id)
    found = session.execute(with_owner.add_columns(Institution.label)).all()
    ids = [work.id for work, _ in found]
    pictures = covers(session, ids)
    pages = session.execute(
        select(Page.work_id, func.count()).where(Page.work_id.in_(ids)).group_by(Page.work_id)
    )
    numbers = {row[0]: row[1] for row in pages}
    return [
        Card(work.id, work.label, owner, numbers.get(work.id, 0), pictures.get(work.id))
        for work, owner in found
    ]
