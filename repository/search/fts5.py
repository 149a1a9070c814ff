"""Full text search in SQLite: FTS5 tables that keep no text, one for each level.

The words come analysed, between spaces: FTS5 takes everything else as part of a word. Only folded
words keep their positions, which phrases need. What FTS5 keeps no text of it forgets only when it
is told the words again: they are kept beside it, compressed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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
from repository.search.full_text import PageWords, Rows
from repository.search.query import Clause, Query
from repository.search.words import Level, Words, Zone

_NAMES = {Level.FOLD: "fold", Level.STEM: "stem", Level.EXACT: "exact"}
_WORK_COLUMNS = ", ".join(Zone)
_page_words = table(
    "search_text_page_words", column("number", Integer), column("words", LargeBinary)
)
_work_words = table(
    "search_text_work_words", column("number", Integer), column("words", LargeBinary)
)


class Fts5:
    """`FullText` in SQLite."""

    def add_pages(self, session: Session, pages: Sequence[PageWords]) -> None:
        """Keep the words of pages that are new."""
        rows = [(page.number, {"words": page.words}) for page in pages]
        _add(session, "pages", rows)
        _keep(session, _page_words, rows)

    def remove_pages(self, session: Session, numbers: Sequence[int]) -> None:
        """Forget the words of pages."""
        _remove(session, "pages", _page_words, numbers)

    def put_work(self, session: Session, number: int, zones: Mapping[Zone, Words]) -> None:
        """Keep the words of a description in the place of those before."""
        self.remove_works(session, [number])
        rows = [(number, {zone.value: zones.get(zone, Words((), (), ())) for zone in Zone})]
        _add(session, "works", rows)
        _keep(session, _work_words, rows)

    def remove_works(self, session: Session, numbers: Sequence[int]) -> None:
        """Forget the words of descriptions."""
        _remove(session, "works", _work_words, numbers)

    def pages(self, query: Query, level: Level) -> Rows:
        """Rows of (number, work): pages on which all free clauses hold, and no negative one."""
        found = _table("pages", level)
        asked = " AND ".join(_clause(each, level) for each in query.free)
        rows: Rows = (
            select(SearchPage.number, SearchPage.work)
            .join(found, found.c.rowid == SearchPage.number)
            .where(_match(found, asked))
        )
        phrases = [_clause(each, Level.FOLD) for each in query.free if each.is_phrase]
        if level != Level.FOLD and phrases:
            rows = rows.where(found.c.rowid.in_(_rows("pages", Level.FOLD, " AND ".join(phrases))))
        unwanted = [_clause(each, Level.STEM) for each in query.negative if not each.zone]
        if unwanted:
            rows = rows.where(
                found.c.rowid.not_in(_rows("pages", Level.STEM, " OR ".join(unwanted)))
            )
        return rows

    def pages_of(self, works: Sequence[int], rare: bool, query: Query, level: Level) -> Rows:
        """Those of `pages` that are of these works; `rare` when there are few in all."""
        del rare
        return self.pages(query, level).where(self.among(SearchPage.work, works))

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


Row = tuple[int, dict[str, Words]]


def _add(session: Session, kind: str, rows: Sequence[Row], command: str = "") -> None:
    """Put words into the tables of each level, or with the command `delete` take them out."""
    if not rows:
        return
    columns = list(rows[0][1])
    first = f"search_text_{kind}_" + "{name}"
    for level, name in _NAMES.items():
        target = first.format(name=name)
        names = [target, "rowid", *columns] if command else ["rowid", *columns]
        values = [":command", ":rowid"] if command else [":rowid"]
        values += [f":{each}" for each in columns]
        statement = text(f"INSERT INTO {target} ({', '.join(names)}) VALUES ({', '.join(values)})")
        filled = [
            {"rowid": number, **{each: " ".join(words[each][level]) for each in columns}}
            | ({"command": command} if command else {})
            for number, words in rows
        ]
        session.execute(statement, filled)


def _keep(session: Session, where: Any, rows: Sequence[Row]) -> None:
    if rows:
        packed = zstandard.ZstdCompressor(level=3)
        values = [
            {"number": number, "words": packed.compress(json.dumps(words).encode())}
            for number, words in rows
        ]
        session.execute(insert(where), values)


def _remove(session: Session, kind: str, where: Any, numbers: Sequence[int]) -> None:
    """Take words out, by telling them again."""
    chosen = where.c.number.in_(bindparam("numbers", expanding=True))
    for start in range(0, len(numbers), 200):
        part = {"numbers": list(numbers[start : start + 200])}
        unpacked = zstandard.ZstdDecompressor()
        rows = [
            (row.number, _words(unpacked.decompress(row.words)))
            for row in session.execute(select(where).where(chosen), part)
        ]
        _add(session, kind, rows, "delete")
        session.execute(delete(where).where(chosen), part)


def _words(kept: bytes) -> dict[str, Words]:
    return {name: Words(*map(tuple, words)) for name, words in json.loads(kept).items()}
