"""What results are counted by: how many works of each value, exactly."""

from collections.abc import Collection as Numbers
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from repository.models import (
    Collection,
    CollectionMember,
    Institution,
    SearchFacet,
    SearchValue,
    SearchWork,
    Work,
)
from repository.models.base import LanguageMap
from repository.search.document import Facet
from repository.search.full_text import FullText, Rows

MOST_VALUES = 100
"""How many values of a facet are told."""

Chosen = Mapping[Facet, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the works found have a value."""

    key: str
    label: LanguageMap
    works: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """The values of a facet, those of most works first; `total` is how many there are in all."""

    facet: Facet
    values: tuple[Count, ...]
    total: int


def works_with(
    session: Session, full_text: FullText, chosen: Chosen, numbers: Sequence[int]
) -> dict[Facet, set[int]]:
    """Of these works those that have one of the chosen values, for each facet; one statement."""
    if not chosen:
        return {}
    rows = union_all(*(_having(facet, keys) for facet, keys in chosen.items())).subquery()
    found: dict[Facet, set[int]] = {facet: set() for facet in chosen}
    query = select(rows.c.facet, rows.c.work).where(full_text.among(rows.c.work, numbers))
    for facet, work in session.execute(query):
        found[Facet(facet)].add(work)
    return found


def count(
    session: Session,
    full_text: FullText,
    numbers: Sequence[int],
    facets: Numbers[Facet],
    chosen: Chosen,
) -> dict[Facet, Counts]:
    """Of each facet the values that most of these works have, and those that are chosen.

    One statement, whatever the facets.
    """
    rows = union_all(*_counted(full_text, numbers, facets)).subquery()
    numbered = func.row_number().over(
        partition_by=rows.c.facet, order_by=(rows.c.works.desc(), rows.c.key)
    )
    total = func.count().over(partition_by=rows.c.facet)
    ranked = select(rows, numbered.label("rank"), total.label("total")).subquery()
    wanted = (key for keys in chosen.values() for key in keys)
    query = select(ranked).where((ranked.c.rank <= MOST_VALUES) | ranked.c.key.in_(list(wanted)))
    found: dict[Facet, list[Any]] = {facet: [] for facet in facets}
    for row in session.execute(query.order_by(ranked.c.facet, ranked.c.rank)):
        if row.facet in found:
            found[Facet(row.facet)].append(row)
    return {facet: _counts(facet, rows, chosen) for facet, rows in found.items() if rows}


def labels_of(session: Session, chosen: Chosen) -> dict[tuple[Facet, str], LanguageMap]:
    """What the chosen values are called, also those that no work found has; one statement."""
    if not chosen:
        return {}
    parts = []
    for facet, keys in chosen.items():
        name, key, label = _TABLES.get(facet, (SearchValue, SearchValue.key, SearchValue.label))
        query = select(literal(facet.value).label("facet"), key.label("key"), label.label("label"))
        query = query.select_from(name).where(key.in_(keys))
        parts.append(
            query.where(SearchValue.facet == facet.value) if name is SearchValue else query
        )
    rows = session.execute(union_all(*parts))
    return {(Facet(row.facet), row.key): row.label for row in rows}


_TABLES: dict[Facet, tuple[Any, Any, Any]] = {
    Facet.INSTITUTION: (Institution, Institution.slug, Institution.label),
    Facet.COLLECTION: (Collection, Collection.slug, Collection.label),
}


def _counts(facet: Facet, rows: Sequence[Any], chosen: Chosen) -> Counts:
    keys = chosen.get(facet, ())
    values = [Count(row.key, row.label, row.works, row.key in keys) for row in rows]
    if facet == Facet.CENTURY:
        values.sort(key=lambda value: value.key)
    return Counts(facet, tuple(values), rows[0].total)


def _counted(full_text: FullText, numbers: Sequence[int], facets: Numbers[Facet]) -> Iterator[Rows]:
    """Rows of (facet, key, label, works), one select for each place where values are kept."""
    works = full_text.among(SearchWork.number, numbers)
    if Facet.INSTITUTION in facets:
        yield _labelled(
            Facet.INSTITUTION,
            Institution,
            select(Work.institution_id.label("id"), func.count().label("works"))
            .join(SearchWork, SearchWork.work_id == Work.id)
            .where(works)
            .group_by(Work.institution_id),
        )
    if Facet.COLLECTION in facets:
        yield _labelled(
            Facet.COLLECTION,
            Collection,
            select(CollectionMember.collection_id.label("id"), func.count().label("works"))
            .join(SearchWork, SearchWork.work_id == CollectionMember.work_id)
            .where(works)
            .group_by(CollectionMember.collection_id),
        )
    values = (
        select(SearchFacet.value.label("id"), func.count().label("works"))
        .where(full_text.among(SearchFacet.work, numbers))
        .group_by(SearchFacet.value)
        .subquery()
    )
    yield select(
        SearchValue.facet.label("facet"),
        SearchValue.key.label("key"),
        SearchValue.label.label("label"),
        values.c.works,
    ).join(values, values.c.id == SearchValue.id)


def _labelled(facet: Facet, table: Any, counted: Rows) -> Rows:
    found = counted.subquery()
    return select(
        literal(facet.value).label("facet"),
        table.slug.label("key"),
        table.label.label("label"),
        found.c.works,
    ).join(found, found.c.id == table.id)


def _having(facet: Facet, keys: tuple[str, ...]) -> Rows:
    name = literal(facet.value).label("facet")
    if facet == Facet.INSTITUTION:
        return (
            select(name, SearchWork.number.label("work"))
            .join(Work, Work.id == SearchWork.work_id)
            .join(Institution, Institution.id == Work.institution_id)
            .where(Institution.slug.in_(keys))
        )
    if facet == Facet.COLLECTION:
        return (
            select(name, SearchWork.number.label("work"))
            .join(CollectionMember, CollectionMember.work_id == SearchWork.work_id)
            .join(Collection, Collection.id == CollectionMember.collection_id)
            .where(Collection.slug.in_(keys))
        )
    values = select(SearchValue.id).where(
        SearchValue.facet == facet.value, SearchValue.key.in_(keys)
    )
    return select(name, SearchFacet.work.label("work")).where(SearchFacet.value.in_(values))
