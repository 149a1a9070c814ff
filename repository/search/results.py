"""A search from what was typed to what is shown: works, snippets of their pages, counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from repository.models import PageText, SearchPage, SearchWork
from repository.models.base import LanguageMap
from repository.search.document import Facet
from repository.search.facets import Chosen, Counts, count, labels_of, works_with
from repository.search.full_text import FullText, Rows, full_text_of
from repository.search.matching import Match, best_first, matches
from repository.search.query import Query, parse
from repository.search.snippets import Piece, Wanted, snippet

SNIPPETS = 3
RARE, RARE_PHRASE = 50_000, 1_000  # pages


class Order(StrEnum):
    """How works that were found stand."""

    RELEVANCE = "relevance"
    TITLE = "title"
    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Asked:
    """A whole question: the words, the values chosen of facets, years, order and part of it."""

    text: str = ""
    chosen: Chosen = field(default_factory=dict)
    years: tuple[int, int] | None = None
    order: Order = Order.RELEVANCE
    language: str = "en"
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which the words stand; readers open it under `number`."""

    page_id: str
    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A work that was found; `pages` is how many of its pages hold, `hits` the best of them."""

    work_id: str
    pages: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The part that was asked for of all that was found: `total` works."""

    query: Query
    wanted: Wanted
    total: int
    works: tuple[Found, ...]
    facets: Mapping[Facet, Counts]
    chosen: Mapping[tuple[Facet, str], LanguageMap]


def search(session: Session, asked: Asked, facets: Sequence[Facet] = tuple(Facet)) -> Results:
    """What is found, counted by `facets`.

    Eleven statements at most, and one more for each facet of which values are chosen.
    """
    full_text, query = full_text_of(session), _query(asked)
    found = {match.number: match for match in matches(session, full_text, query)}
    having = works_with(session, full_text, asked.chosen, list(found))
    kept = _within(found, having)
    part = _part(session, full_text, [found[number] for number in kept], asked)
    wanted = Wanted(query)
    pages = sum(match.pages for match in found.values())
    rare = pages < (RARE_PHRASE if query.has_phrases else RARE)
    holding = [each.number for each in part if each.pages]
    hits = _hits(session, full_text, query, wanted, holding, rare=rare)
    ids = _work_ids(session, [each.number for each in part])
    return Results(
        query=query,
        wanted=wanted,
        total=len(kept),
        works=tuple(
            Found(ids[each.number], each.pages, hits.get(each.number, ()))
            for each in part
            if each.number in ids
        ),
        facets=_facets(session, full_text, found, having, asked.chosen, facets),
        chosen=labels_of(session, asked.chosen),
    )


def _query(asked: Asked) -> Query:
    query = parse(asked.text)
    return Query(query.text, query.clauses, asked.years or query.years)


def _within(found: Iterable[int], having: Mapping[Facet, set[int]]) -> set[int]:
    """The works that have a chosen value of each facet of which some are."""
    return set(found).intersection(*having.values())


def _part(
    session: Session, full_text: FullText, found: Sequence[Match], asked: Asked
) -> list[Match]:
    """The part that was asked for of what was found, in the order that was asked for."""
    start, stop = asked.offset, asked.offset + asked.limit
    # Nothing is nearer than another where no words are asked for: then titles go by the alphabet.
    if asked.order == Order.RELEVANCE and any(match.points for match in found):
        return best_first(found)[start:stop]
    known = {match.number: match for match in found}
    query = select(SearchWork.number).where(full_text.among(SearchWork.number, list(known)))
    query = query.order_by(*_ordering(asked), SearchWork.number)
    return [known[number] for number in session.scalars(query.limit(asked.limit).offset(start))]


def _ordering(asked: Asked) -> list[ColumnElement[Any]]:
    title = SearchWork.title_in(asked.language).asc()
    if asked.order == Order.OLDEST:
        return [SearchWork.first_year.is_(None), SearchWork.first_year.asc(), title]
    if asked.order == Order.NEWEST:
        return [SearchWork.last_year.is_(None), SearchWork.last_year.desc(), title]
    return [title]


def _facets(
    session: Session,
    full_text: FullText,
    found: Mapping[int, Match],
    having: Mapping[Facet, set[int]],
    chosen: Chosen,
    facets: Sequence[Facet],
) -> dict[Facet, Counts]:
    """The counts, in the order of the facets.

    What is chosen of a facet does not count against its other values: another may be added.
    """
    others = [facet for facet in facets if facet not in having]
    counts = count(session, full_text, list(_within(found, having)), others, chosen)
    for facet in having:
        rest = {each: works for each, works in having.items() if each != facet}
        counts |= count(session, full_text, list(_within(found, rest)), [facet], chosen)
    return {facet: counts[facet] for facet in facets if facet in counts}


def _hits(
    session: Session,
    full_text: FullText,
    query: Query,
    wanted: Wanted,
    numbers: Sequence[int],
    *,
    rare: bool,
) -> dict[int, tuple[Hit, ...]]:
    """The best pages of each work with what stands there; two statements."""
    if not numbers or not query.free:
        return {}
    rows = session.execute(_best_pages(full_text, query, numbers, rare=rare)).all()
    texts = {
        row.page_id: row
        for row in session.execute(
            select(PageText.page_id, PageText.text, PageText.languages).where(
                PageText.page_id.in_({row.page_id for row in rows})
            )
        )
    }
    found: dict[int, list[Hit]] = {}
    for row in rows:
        text = texts.get(row.page_id)
        pieces = snippet(text.text, wanted, text.languages) if text else ()
        found.setdefault(row.work, []).append(Hit(row.page_id, row.position, pieces))
    return {work: tuple(hits) for work, hits in found.items()}


def _best_pages(full_text: FullText, query: Query, numbers: Sequence[int], *, rare: bool) -> Rows:
    """Rows of (work, page_id, position): of each work the pages that hold best, in order."""
    rows = full_text.pages_of(numbers, rare, query).subquery()
    levels = select(rows.c.number, func.max(rows.c.level).label("level")).group_by(rows.c.number)
    best = levels.subquery()
    rank = func.row_number().over(
        partition_by=SearchPage.work, order_by=(best.c.level.desc(), SearchPage.position)
    )
    ranked = (
        select(SearchPage.work, SearchPage.page_id, SearchPage.position, rank.label("rank"))
        .join(best, best.c.number == SearchPage.number)
        .subquery()
    )
    chosen = select(ranked.c.work, ranked.c.page_id, ranked.c.position)
    return chosen.where(ranked.c.rank <= SNIPPETS).order_by(ranked.c.work, ranked.c.rank)


def _work_ids(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    query = select(SearchWork.number, SearchWork.work_id).where(SearchWork.number.in_(numbers))
    return {row.number: row.work_id for row in session.execute(query)}
