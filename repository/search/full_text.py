"""The one interface to the full text search of both databases."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from repository.search.query import Query
from repository.search.words import Level, Words, Zone

Rows = Select[*tuple[Any, ...]]
"""A query for rows; those that give them say of what."""

Each = CompoundSelect[*tuple[Any, ...]]
"""Queries for rows, one after another."""


class PageWords(NamedTuple):
    """The words of page `number`, one of the work `work`, made `ready` beforehand."""

    number: int
    work: int
    words: Any


class FullText(Protocol):
    """Where words are kept, and what is asked of them.

    Numbers are those of `SearchWork` and `SearchPage`. Every change is part of the caller's
    transaction.
    """

    def ready(self, words: Words) -> Any:
        """The words of a page as `add_pages` takes them: the part of its work that can be ahead."""

    def add_pages(self, session: Session, pages: Sequence[PageWords]) -> None:
        """Keep the words of pages that are new."""

    def remove_pages(self, session: Session, numbers: Sequence[int]) -> None:
        """Forget the words of pages."""

    def put_work(self, session: Session, number: int, zones: Mapping[Zone, Words]) -> None:
        """Keep the words of a description in the place of those before."""

    def remove_works(self, session: Session, numbers: Sequence[int]) -> None:
        """Forget the words of descriptions."""

    def pages(self, query: Query, levels: Iterable[Level]) -> Each:
        """Rows of (number, work, level): pages on which all free clauses hold, no negative one."""

    def pages_of(self, works: Sequence[int], rare: bool, query: Query) -> Each:
        """Those of `pages` that are of these works, at all levels; `rare` when there are few."""

    def works(self, query: Query, level: Level, zones: Iterable[Zone] = ()) -> Rows:
        """Rows of (work): descriptions in which all free clauses hold, in `zones` if any."""

    def zoned(self, query: Query) -> Rows:
        """Rows of (work): descriptions in which the zoned clauses hold."""

    def unwanted(self, query: Query) -> Rows:
        """Rows of (work): descriptions in which a negative clause holds."""

    def settle(self, session: Session) -> None:
        """Bring into the index what `add_pages` left to wait; the session reads."""

    def tend(self, session: Session) -> None:
        """Put in order what much writing has left."""

    def by_index(self, session: Session) -> None:
        """Have words looked up in the index for the rest of the session's transaction."""

    def among(
        self, column: SQLColumnExpression[int], numbers: Sequence[int]
    ) -> ColumnElement[bool]:
        """Whether a column is one of many numbers."""


def by_level(rows: Mapping[Level, Rows | Each]) -> Each:
    """Rows of (number, work, level) from those of (number, work) at each level."""
    found = {level: each.subquery() for level, each in rows.items()}
    return union_all(
        *(
            select(each.c.number, each.c.work, literal(level.value).label("level"))
            for level, each in found.items()
        )
    )


def full_text_of(session: Session) -> FullText:
    """The full text search of the session's database."""
    from repository.search.fts5 import Fts5
    from repository.search.tsvector import TsVector

    return Fts5() if session.get_bind().dialect.name == "sqlite" else TsVector()
