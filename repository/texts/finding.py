"""Looking for words in the pages of one work."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, load_only

from manifests.description import FoundDescription, HitDescription, WrittenDescription
from repository.models import Page, PageText, SharedPage
from repository.texts.hyphens import HYPHENS
from repository.texts.keeping import transcript_of
from repository.texts.spots import Spot, Spots
from repository.texts.terms import EDITION, Match, Query, Times, matches, times

_MOST_LOOKED_AT = 300
"""Pages whose text itself is read for one answer: what only the text tells, phrases, beyond them
is not counted."""
_AROUND = 60  # letters before and after a hit
_BROKEN = re.compile(rf"(?<=\w)[{HYPHENS}]\n(?=\w)")


@dataclass(slots=True)
class _Leaf:
    """A page that may hold what is looked for, and how often it does; None while unknown."""

    page_id: str
    times: Times | None
    found: list[Match] | None = None


def find(session: Session, work_id: str, query: Query, start: int, limit: int) -> FoundDescription:
    """At most `limit` hits from the one numbered `start` on, by four statements."""
    if not query.units:
        return FoundDescription((), 0, 0, 0, 0, more=False)
    leaves = _candidates(session, work_id, query)
    known = _look(session, leaves, query, start + limit)
    return _answer(session, leaves[:known], query, start, limit, whole=known == len(leaves))


def _answer(
    session: Session, leaves: Sequence[_Leaf], query: Query, start: int, limit: int, whole: bool
) -> FoundDescription:
    wanted, skipped, spots_before = _cut(leaves, start, limit)
    rows = _rows(session, [leaf.page_id for leaf in wanted], with_lines=True)
    hits: list[HitDescription] = []
    for leaf in wanted:
        found = leaf.found or _matches(rows[leaf.page_id], query)
        passed, found = found[:skipped], found[skipped:]
        spots_before += sum(match.lines for match in passed)
        skipped = 0
        hits += _hits(rows[leaf.page_id], found[: limit - len(hits)])
    sums = [leaf.times for leaf in leaves if leaf.times]
    total, total_spots = (sum(each[n] for each in sums) for n in (0, 1))
    return FoundDescription(
        tuple(hits),
        start,
        total if whole else None,
        spots_before,
        total_spots if whole else None,
        more=start + len(hits) < total or not whole,
    )


def _cut(leaves: Sequence[_Leaf], start: int, limit: int) -> tuple[list[_Leaf], int, int]:
    """The pages that hold hits `start` to `start + limit`, hits to skip, spots before them."""
    wanted: list[_Leaf] = []
    seen = skipped = spots = 0
    for leaf in leaves:
        count = leaf.times or Times(0, 0)
        if seen + count.matches > start and count.matches:
            if not wanted:
                skipped = start - seen
            wanted.append(leaf)
        elif not wanted:
            spots += count.lines
        seen += count.matches
        if seen >= start + limit:
            break
    return wanted, skipped, spots


def _candidates(session: Session, work_id: str, query: Query) -> list[_Leaf]:
    """The pages of the work that hold every word, in their order."""
    holds = or_(PageText.terms_edition != EDITION, _holds_all(query))
    rows = pages_with_text(session, work_id, holds, PageText.terms, PageText.terms_edition)
    counted = not query.has_phrases
    return [
        _Leaf(row.page_id, times(row.terms, query) if counted and row[-1] == EDITION else None)
        for row in rows
    ]


def pages_with_text(
    session: Session, work_id: str, where: ColumnElement[bool], *columns: Any
) -> list[Any]:
    """Rows of page_id, position and the columns, of the pages with such a text, in their order.

    By two statements; the second is for shared pages.
    """
    own = (
        select(PageText.page_id, Page.position, *columns)
        .join(Page, Page.id == PageText.page_id)
        .where(Page.work_id == work_id, where)
    )
    shared = (
        select(PageText.page_id, SharedPage.position, *columns)
        .join(SharedPage, SharedPage.page_id == PageText.page_id)
        .where(SharedPage.work_id == work_id, where)
    )
    there = PageText.width > 0  # others wait for the picture of their page
    rows = [*session.execute(own.where(there)), *session.execute(shared.where(there))]
    rows.sort(key=lambda row: (row.position, row.page_id))
    return rows


def _holds_all(query: Query) -> ColumnElement[bool]:
    # Terms are letters and digits: nothing in them means anything to LIKE.
    return and_(
        *(
            or_(*(PageText.terms.like(f"% {fold_}=%") for fold_ in word.folds))
            for word in query.words
        )
    )


def _look(session: Session, leaves: list[_Leaf], query: Query, enough: int) -> int:
    """Read the text of the pages whose index does not tell; returns how many pages are known."""
    unknown = [number for number, leaf in enumerate(leaves) if leaf.times is None]
    looked_at = unknown[:_MOST_LOOKED_AT]
    rows = _rows(session, [leaves[number].page_id for number in looked_at])
    for number in looked_at:
        leaf = leaves[number]
        leaf.found = _matches(rows[leaf.page_id], query)
        leaf.times = Times(len(leaf.found), sum(match.lines for match in leaf.found))
    known = unknown[_MOST_LOOKED_AT] if len(unknown) > _MOST_LOOKED_AT else len(leaves)
    seen = sum(leaf.times.matches for leaf in leaves[:known] if leaf.times)
    if known < len(leaves) and seen < enough:
        rest = leaves[known:]
        return known + _look(session, rest, query, enough - seen)
    return known


def _rows(
    session: Session, page_ids: Sequence[str], with_lines: bool = False
) -> dict[str, PageText]:
    if not page_ids:
        return {}
    columns = [PageText.page_id, PageText.text, PageText.languages, PageText.width]
    if with_lines:
        columns += [PageText.height, PageText.lines]
    query = select(PageText).options(load_only(*columns)).where(PageText.page_id.in_(page_ids))
    query = query.execution_options(populate_existing=True)
    return {row.page_id: row for row in session.scalars(query)}


def _matches(row: PageText, query: Query) -> list[Match]:
    return matches(row.text, row.languages, query)


def _hits(row: PageText, found: Sequence[Match]) -> Iterator[HitDescription]:
    if not found:
        return
    spots = Spots(transcript_of(row))
    for match in found:
        yield HitDescription(
            page=row.page_id,
            spots=tuple(_written(spot) for spot in spots.of(match.start, match.end)),
            match=_plain(row.text[match.start : match.end]),
            before=_before(row.text, match.start),
            after=_after(row.text, match.end),
        )


def _written(spot: Spot) -> WrittenDescription:
    last = f"-{spot.last}" if spot.last != spot.first else ""
    return WrittenDescription(f"{spot.line}.{spot.first}{last}", spot.text, spot.box)


def _before(text: str, start: int) -> str:
    """What stands before a place, without the half of a word at its beginning."""
    shown = _plain(text[max(0, start - _AROUND) : start])
    return shown[shown.find(" ") + 1 :] if start > _AROUND else shown


def _after(text: str, end: int) -> str:
    """What stands after a place, without the half of a word at its end."""
    shown = _plain(text[end : end + _AROUND])
    return shown[: shown.rfind(" ") + 1] if end + _AROUND < len(text) else shown


def _plain(text: str) -> str:
    """A part of the text on one line, its broken words whole."""
    return _BROKEN.sub("", text).replace("\n", " ")
