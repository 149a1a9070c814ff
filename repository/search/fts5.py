"""Full text search in SQLite: FTS5 tables that keep no text, one for each level.

The words come analysed, between spaces: FTS5 takes everything else as part of a word. Only folded
words keep their positions, which phrases need. What FTS5 keeps no text of it forgets only when it
is told the words again: they are kept beside it, compressed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self

import zstandard
from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    SQLColumnExpression,
    String,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from repository.models import SearchPage
from repository.search.full_text import Each, PageWords, Rows, by_level
from repository.search.query import Clause, Query
from repository.search.words import Level, Words, Zone

_NAMES = {Level.FOLD: "fold", Level.STEM: "stem", Level.EXACT: "exact"}
_page_words = table(
    "search_text_page_words", column("number", Integer), column("words", LargeBinary)
)
_work_words = table(
    "search_text_work_words", column("number", Integer), column("words", LargeBinary)
)


class Fts5:
    """`FullText` in SQLite."""

    def ready(self, words: Words) -> "_Columns":
        """The words of a page as `add_pages` takes them: joined, and packed to be kept."""
        return _Columns.of({"words": words})

    def add_pages(self, session: Session, pages: Sequence[PageWords]) -> None:
        """Keep the words of pages that are new."""
        rows = [(page.number, page.words) for page in pages]
        _add(session, "pages", rows)
        _keep(session, _page_words, rows)

    def remove_pages(self, session: Session, numbers: Sequence[int]) -> None:
        """Forget the words of pages."""
        _remove(session, "pages", _page_words, numbers)

    def put_work(self, session: Session, number: int, zones: Mapping[Zone, Words]) -> None:
        """Keep the words of a description in the place of those before."""
        self.remove_works(session, [number])
        every = {zone.value: zones.get(zone, Words((), (), ())) for zone in Zone}
        rows = [(number, _Columns.of(every))]
        _add(session, "works", rows)
        _keep(session, _work_words, rows)

    def remove_works(self, session: Session, numbers: Sequence[int]) -> None:
        """Forget the words of descriptions."""
        _remove(session, "works", _work_words, numbers)

    def pages(self, query: Query, levels: Iterable[Level]) -> Each:
        """Rows of (number, work, level): pages on which all free clauses hold, no negative one."""
        return by_level({level: _pages(query, level) for level in levels})

    def pages_of(self, works: Sequence[int], rare: bool, query: Query) -> Each:
        """Those of `pages` that are of these works, at all levels; `rare` when there are few."""
        del rare
        chosen = self.among(SearchPage.work, works)
        return by_level({level: _pages(query, level).where(chosen) for level in Level})

    def works(self, query: Query, level: Level, zones: Iterable[Zone] = ()) -> Rows:
        """Rows of (work): descriptions in which all free clauses hold, in `zones` if any."""
        zones = tuple(zones)
        found = _rows(
            "works", level, " AND ".join(_clause(each, level, zones) for each in query.free)
        )
        phrases = [_clause(each, Level.FOLD, zones) for each in query.free if each.is_phrase]
        if level != Level.FOLD and phrases:
            rows = found.subquery()
            whole = _rows("works", Level.FOLD, " AND ".join(phrases))
            return select(rows.c.work).where(rows.c.work.in_(whole))
        return found

    def zoned(self, query: Query) -> Rows:
        """Rows of (work): descriptions in which the zoned clauses hold."""
        asked = [_clause(each, Level.FOLD, (each.zone,)) for each in query.zoned if each.zone]
        return _rows("works", Level.FOLD, " AND ".join(asked))

    def unwanted(self, query: Query) -> Rows:
        """Rows of (work): descriptions in which a negative clause holds."""
        asked = [
            _clause(each, Level.STEM, (each.zone,) if each.zone else ()) for each in query.negative
        ]
        return _rows("works", Level.STEM, " OR ".join(asked))

    def settle(self, session: Session) -> None:
        """Nothing to do: no word waits."""

    def tend(self, session: Session) -> None:
        """Merge the parts that each transaction has added."""
        for kind in ("pages", "works"):
            for level in Level:
                name = _table(kind, level).name
                session.execute(text(f"INSERT INTO {name} ({name}) VALUES ('optimize')"))

    def by_index(self, session: Session) -> None:
        """Nothing to do: words stand nowhere else."""

    def among(
        self, column: SQLColumnExpression[int], numbers: Sequence[int]
    ) -> ColumnElement[bool]:
        """Whether a column is one of many numbers."""
        each = func.json_each(json.dumps(list(numbers))).table_valued("value")
        return column.in_(select(each.c.value))


def _pages(query: Query, level: Level) -> Rows:
    """Rows of (number, work): pages on which all holds at one level."""
    found = _table("pages", level)
    asked = " AND ".join(_clause(each, level) for each in query.free)
    rows: Rows = (
        select(SearchPage.number, SearchPage.work)
        .join(found, found.c.rowid == SearchPage.number)
        .where(_match(found, asked))
    )
    phrases = [_clause(each, Level.FOLD) for each in query.free if each.is_phrase]
    if level != Level.FOLD and phrases:
        # As a sum: else SQLite looks the other words up anew for each page with the phrase.
        whole = _rows("pages", Level.FOLD, " AND ".join(phrases))
        rows = rows.where((found.c.rowid + 0).in_(whole))
    unwanted = [_clause(each, Level.STEM) for each in query.negative if not each.zone]
    if unwanted:
        rows = rows.where(found.c.rowid.not_in(_rows("pages", Level.STEM, " OR ".join(unwanted))))
    return rows


def _table(kind: str, level: Level) -> Any:
    return table(f"search_text_{kind}_{_NAMES[level]}", column("rowid", Integer))


def _match(found: Any, asked: str) -> ColumnElement[bool]:
    return literal_column(found.name, String).match(asked)


def _rows(kind: str, level: Level, asked: str) -> Rows:
    found = _table(kind, level)
    return select(found.c.rowid.label("work")).where(_match(found, asked))


def _clause(clause: Clause, level: Level, zones: Iterable[Zone] = ()) -> str:
    """A clause as an expression of FTS5 in brackets."""
    if clause.is_phrase and level == Level.FOLD:
        asked = " OR ".join(_quoted(" ".join(words)) for words in clause.phrases())
    else:
        asked = " AND ".join(
            "(" + " OR ".join(map(_quoted, clause.terms(word, level))) + ")"
            for word in clause.words
        )
    where = " ".join(zones)
    return f"({{{where}}} : ({asked}))" if where else f"({asked})"


def _quoted(term: str) -> str:
    escaped = term.replace('"', '""')
    return f'"{escaped}"'


class _Columns(NamedTuple):
    """For each column its words at each level, between spaces; and all that, packed."""

    words: Mapping[str, Sequence[str]]
    packed: bytes

    @classmethod
    def of(cls, columns: Mapping[str, Words]) -> Self:
        words = {name: [" ".join(level) for level in each] for name, each in columns.items()}
        written = json.dumps(words, ensure_ascii=False).encode()
        return cls(words, zstandard.compress(written, level=3))

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        return cls(json.loads(zstandard.decompress(packed)), packed)


_Row = tuple[int, _Columns]


def _add(session: Session, kind: str, rows: Sequence[_Row], command: str = "") -> None:
    """Put words into the tables of each level, or with the command `delete` take them out.

    One statement for all rows: while SQLite works on it, another thread can analyse words.
    """
    if not rows:
        return
    columns = list(rows[0][1].words)
    for level, name in _NAMES.items():
        target = f"search_text_{kind}_{name}"
        names = ["rowid", *columns]
        values = [f"value ->> {at}" for at in range(len(names))]
        if command:
            names, values = [target, *names], [":command", *values]
        statement = text(
            f"INSERT INTO {target} ({', '.join(names)}) "
            f"SELECT {', '.join(values)} FROM json_each(:rows)"
        )
        filled = [[number, *(row.words[each][level] for each in columns)] for number, row in rows]
        given = {"rows": json.dumps(filled, ensure_ascii=False)}
        session.execute(statement, given | ({"command": command} if command else {}))


def _keep(session: Session, where: Any, rows: Sequence[_Row]) -> None:
    if rows:
        values = [{"number": number, "words": row.packed} for number, row in rows]
        session.execute(insert(where).values(values))


def _remove(session: Session, kind: str, where: Any, numbers: Sequence[int]) -> None:
    """Take words out, by telling them again."""
    chosen = where.c.number.in_(bindparam("numbers", expanding=True))
    for start in range(0, len(numbers), 200):
        part = {"numbers": list(numbers[start : start + 200])}
        kept = session.execute(select(where).where(chosen), part)
        _add(session, kind, [(row.number, _Columns.unpacked(row.words)) for row in kept], "delete")
        session.execute(delete(where).where(chosen), part)
