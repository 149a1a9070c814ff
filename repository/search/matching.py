"""Which works a query finds, and how near each is to what was asked for.

A work is found when all the words hold in its description, or all of them on one of its pages. It
counts for most where it holds best: as written in the title; by stem in the title; as written in
other fields of the description, then by stem; the same on pages; and below all that by sound only,
in the same order. Pages add a little by how many they are.

What holds at any level holds by sound, so that the pages are looked through by sound first, and
nearer only where there are some. Stems of words that stand on very many pages are not asked for.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from repository.models import SearchWork, Work, WorkState
from repository.search.full_text import Each, FullText, Rows
from repository.search.query import Query
from repository.search.words import Level, Zone

_TITLE, _DESCRIPTION, _PAGE = range(3)
VERY_MANY = 100_000  # pages
# By place and level; a page's own points grow by up to nine with the pages that hold.
_POINTS = {
    (_TITLE, Level.EXACT): 100.0,
    (_TITLE, Level.STEM): 85.0,
    (_DESCRIPTION, Level.EXACT): 75.0,
    (_DESCRIPTION, Level.STEM): 65.0,
    (_PAGE, Level.EXACT): 50.0,
    (_PAGE, Level.STEM): 40.0,
    (_TITLE, Level.FOLD): 30.0,
    (_DESCRIPTION, Level.FOLD): 20.0,
    (_PAGE, Level.FOLD): 10.0,
}


@dataclass(slots=True)
class Match:
    """A work that was found, by its number; `pages` is how many of its pages hold."""

    number: int
    points: float = 0.0
    pages: int = 0


def matches(session: Session, full_text: FullText, query: Query) -> list[Match]:
    """Every published work that the query finds, by two statements at most; in no order."""
    visible = _visible(query, full_text)
    if not query.free:
        every = select(SearchWork.number).join(Work, Work.id == SearchWork.work_id).where(*visible)
        return [Match(number) for number in session.scalars(every)]
    full_text.by_index(session)
    described = _described(full_text, query)
    if query.has_phrases:  # they cost most, and are looked for once
        return _merged(_found(session, visible, described, full_text, query, list(Level)))
    found = _found(session, visible, described, full_text, query, [Level.FOLD])
    pages = sum(row.pages for row in found)
    nearer = [Level.EXACT] if pages > VERY_MANY else [Level.STEM, Level.EXACT]
    if pages:
        found += _found(session, visible, [], full_text, query, nearer)
    return _merged(found)


def _found(
    session: Session,
    visible: Sequence[ColumnElement[bool]],
    described: Sequence[Rows],
    full_text: FullText,
    query: Query,
    levels: Iterable[Level],
) -> list[Any]:
    """Rows of (work, place, level, pages), of descriptions and of pages at these levels."""
    paged = _paged(full_text.pages(query, levels))
    # Once, whatever the planner thinks of how many works there are.
    found = union_all(*described, paged).cte("found").prefix_with("MATERIALIZED")
    statement = (
        select(found.c.work, found.c.place, found.c.level, found.c.pages)
        .join(SearchWork, SearchWork.number == found.c.work)
        .join(Work, Work.id == SearchWork.work_id)
        .where(*visible)
    )
    return list(session.execute(statement))


def _visible(query: Query, full_text: FullText) -> list[ColumnElement[bool]]:
    """What holds whatever the words are. The catalogue itself says what is published."""
    found = [Work.state == WorkState.PUBLISHED]
    if query.years:
        first, last = query.years
        found.append(and_(SearchWork.first_year <= last, SearchWork.last_year >= first))
    if query.zoned:
        found.append(SearchWork.number.in_(full_text.zoned(query)))
    if query.negative:
        found.append(SearchWork.number.not_in(full_text.unwanted(query)))
    return found


def _described(full_text: FullText, query: Query) -> list[Rows]:
    """For each level the works whose titles, and those whose descriptions hold."""
    return [
        _placed(full_text.works(query, level, zones), place, level)
        for level in Level
        for place, zones in ((_TITLE, [Zone.TITLE]), (_DESCRIPTION, []))
    ]


def _placed(rows: Rows, place: int, level: Level) -> Rows:
    found = rows.subquery()
    return select(
        found.c.work,
        literal(place).label("place"),
        literal(level.value).label("level"),
        literal(0).label("pages"),
    )


def _paged(rows: Each) -> Rows:
    found = rows.subquery()
    return select(
        found.c.work,
        literal(_PAGE).label("place"),
        found.c.level,
        func.count().label("pages"),
    ).group_by(found.c.work, found.c.level)


def _merged(rows: Iterable[Any]) -> list[Match]:
    """One match for each work."""
    found: dict[int, Match] = {}
    for work, place, level, pages in rows:
        match = found.setdefault(work, Match(work))
        points = _POINTS[place, Level(level)] + (min(9.0, math.log2(pages)) if pages > 1 else 0.0)
        match.points = max(match.points, points)
        match.pages = max(match.pages, pages)
    return list(found.values())


def best_first(found: Sequence[Match]) -> list[Match]:
    """Matches by relevance; of equals the one that came into the index first."""
    return sorted(found, key=lambda match: (-match.points, match.number))
