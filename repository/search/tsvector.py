"""Full text search in PostgreSQL.

The folded words of a page are a `tsvector` with their positions, which phrases need. Its stems and
exact words are kept as numbers, a hash of 64 bits each, told apart by a sign in front; one that is
its own stem stands there once for both. Reading the positions of many pages would take long: of
each two words that stand together a hash of 16 bits is kept, which leaves few pages to read.
Numbers cost an index less than words do. A description is one `tsvector` of all three
levels, whose zones are the four weights. The words come analysed: no configuration of the server
takes part.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import md5
from itertools import pairwise, starmap
from typing import Any
from zlib import crc32

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    SmallInteger,
    SQLColumnExpression,
    any_,
    bindparam,
    cast,
    column,
    delete,
    exists,
    func,
    insert,
    intersect,
    literal,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from repository.search.full_text import Each, PageWords, Rows, by_level
from repository.search.query import Clause, Query
from repository.search.words import Level, Words, Zone

_SIGNS = {Level.FOLD: "", Level.STEM: "~", Level.EXACT: "="}
_STEM_ITSELF = "*"  # in the place of both signs before the key of a word that is its own stem
_WEIGHTS = {Zone.TITLE: "A", Zone.NAMES: "B", Zone.SUBJECTS: "C", Zone.OTHER: "D"}
_MOST_POSITIONS = 250  # of one word: PostgreSQL keeps 255
_LAST_POSITION = 16_383
# The index is long for every word that comes into it: of many pages together the same words come
# once. But a search reads all that waits.
_MOST_WAITING = "128MB"
_POSITIONS = tuple(map(str, range(1, _LAST_POSITION + 1)))
_KEYS: ARRAY[int] = ARRAY(BigInteger)
_PAIRS: ARRAY[int] = ARRAY(SmallInteger)

_text_pages = table(
    "search_text_pages",
    column("number", Integer),
    column("work", Integer),
    column("terms"),
    column("keys", _KEYS),
    column("pairs", _PAIRS),
)
_works = table("search_text_works", column("work", Integer), column("terms"))


class TsVector:
    """`FullText` in PostgreSQL."""

    def ready(self, words: Words) -> tuple[str, str, str]:
        """The words of a page as `add_pages` takes them: a tsvector and two arrays, written out."""
        keys = starmap(_keys, set(zip(words.stem, words.exact, strict=True)))
        pairs = map(str, _pairs(words.fold))
        return _positions(words.fold), f"{{{','.join(keys)}}}", f"{{{','.join(pairs)}}}"

    def add_pages(self, session: Session, pages: Sequence[PageWords]) -> None:
        """Keep the words of pages that are new; they wait beside the index till `settle`."""
        if pages:
            session.execute(text(f"SET LOCAL gin_pending_list_limit = '{_MOST_WAITING}'"))
            rows = [
                {"number": number, "work": work, "terms": terms, "keys": keys, "pairs": pairs}
                for number, work, (terms, keys, pairs) in pages
            ]
            session.execute(insert(_text_pages).values(_cast_row()), rows)

    def remove_pages(self, session: Session, numbers: Sequence[int]) -> None:
        """Forget the words of pages."""
        session.execute(delete(_text_pages).where(self.among(_text_pages.c.number, numbers)))

    def put_work(self, session: Session, number: int, zones: Mapping[Zone, Words]) -> None:
        """Keep the words of a description in the place of those before."""
        self.remove_works(session, [number])
        vector = cast(literal(_work_vector(zones)), TSVECTOR)
        session.execute(insert(_works).values(work=number, terms=vector))

    def remove_works(self, session: Session, numbers: Sequence[int]) -> None:
        """Forget the words of descriptions."""
        session.execute(delete(_works).where(self.among(_works.c.work, numbers)))

    def pages(self, query: Query, levels: Iterable[Level]) -> Each:
        """Rows of (number, work, level): pages on which all free clauses hold, no negative one."""
        return _at_levels(query, levels)

    def pages_of(self, works: Sequence[int], rare: bool, query: Query) -> Each:
        """Those of `pages` that are of these works, at all levels; `rare` when there are few."""
        # No index knows a sum: the pages are looked up by their words, and else by their works.
        work = _text_pages.c.work + 0 if rare else _text_pages.c.work
        return _at_levels(query, Level, self.among(work, works))

    def works(self, query: Query, level: Level, zones: Iterable[Zone] = ()) -> Rows:
        """Rows of (work): descriptions in which all free clauses hold, in `zones` if any."""
        weights = "".join(_WEIGHTS[zone] for zone in zones)
        asked = [_clause(each, level, weights) for each in query.free]
        if level != Level.FOLD:
            asked += [_clause(each, Level.FOLD, weights) for each in query.free if each.is_phrase]
        return select(_works.c.work).where(_holds(_works.c.terms, asked))

    def zoned(self, query: Query) -> Rows:
        """Rows of (work): descriptions in which the zoned clauses hold."""
        asked = [
            _clause(each, Level.FOLD, _WEIGHTS[each.zone]) for each in query.zoned if each.zone
        ]
        return select(_works.c.work).where(_holds(_works.c.terms, asked))

    def unwanted(self, query: Query) -> Rows:
        """Rows of (work): descriptions in which a negative clause holds."""
        asked = [
            _clause(each, Level.STEM, _WEIGHTS[each.zone] if each.zone else "")
            for each in query.negative
        ]
        return select(_works.c.work).where(_holds(_works.c.terms, [" | ".join(asked)]))

    def settle(self, session: Session) -> None:
        """Bring into the index what `add_pages` left to wait; the session reads."""
        for name in ("terms", "keys", "pairs"):
            asked = f"SELECT gin_clean_pending_list('ix_search_text_pages_{name}')"
            session.execute(text(asked))

    def tend(self, session: Session) -> None:
        """Bring all into the index, and count what there is."""
        self.settle(session)
        for name in ("pages", "works", "values", "facets", "text_pages", "text_works"):
            session.execute(text(f"ANALYZE search_{name}"))

    def by_index(self, session: Session) -> None:
        """Have words looked up in the index for the rest of the session's transaction.

        The planner does not know that reading a page's words to compare them costs most.
        """
        session.execute(text("SET LOCAL enable_seqscan = off"))

    def among(
        self, column: SQLColumnExpression[int], numbers: Sequence[int]
    ) -> ColumnElement[bool]:
        """Whether a column is one of many numbers."""
        return column == any_(cast(literal(list(numbers), ARRAY(Integer)), ARRAY(Integer)))


def _at_levels(query: Query, levels: Iterable[Level], *chosen: ColumnElement[bool]) -> Each:
    """Rows of (number, work, level): pages on which all holds, of those that are chosen.

    Whether words stand together takes reading their places on every page: that is done once for
    all levels, and then only numbers of pages are compared.
    """
    if not query.has_phrases:
        return by_level({level: _pages(query, level).where(*chosen) for level in levels})
    held = _to_the_letter(query, *chosen).cte("held").prefix_with("MATERIALIZED")
    every = select(held.c.number, held.c.work)
    # Not joined: PostgreSQL takes phrases for far rarer than they are, and would compare each page
    # of one with each page of the other.
    return by_level(
        {
            level: every
            if level == Level.FOLD
            else intersect(every, _pages(query, level).where(*chosen))
            for level in levels
        }
    )


def _to_the_letter(query: Query, *chosen: ColumnElement[bool]) -> Rows:
    """Rows of (number, work): pages on which the words of phrases stand together, by sound.

    First the numbers of those that may hold, which the indexes tell: PostgreSQL would read
    the pairs of each page again beside its words.
    """
    may = _pages(query, Level.FOLD).where(*chosen).subquery()
    numbers = cast(select(func.array_agg(may.c.number)).scalar_subquery(), ARRAY(Integer))
    phrases = [_clause(each, Level.FOLD) for each in query.free if each.is_phrase]
    return select(_text_pages.c.number, _text_pages.c.work).where(
        _text_pages.c.number == any_(numbers), _holds(_text_pages.c.terms, phrases)
    )


def _pages(query: Query, level: Level) -> Rows:
    """Rows of (number, work): pages on which all words stand at a level; pairs for phrases."""
    unwanted = [~_stands(each) for each in query.negative if not each.zone]
    # A sum has no order in any index: none is walked through just to count by works.
    work = (_text_pages.c.work + 0).label("work")
    return select(_text_pages.c.number, work).where(*_stand(query, level), *unwanted)


def _stand(query: Query, level: Level) -> list[ColumnElement[bool]]:
    """What the indexes know of a page that has all words at a level, and pairs of phrases."""
    terms = _text_pages.c.terms
    if level != Level.FOLD:
        return [held for each in query.free for held in _among_keys(_text_pages, each, level)]
    asked = [_holds(terms, [_clause(each, level, between=" & ")]) for each in query.free]
    return asked + [_together(each) for each in query.free if each.is_phrase]


def _cast_row() -> dict[str, Any]:
    return {
        "number": bindparam("number", type_=Integer),
        "work": bindparam("work", type_=Integer),
        "terms": cast(bindparam("terms"), TSVECTOR),
        "keys": cast(bindparam("keys"), _KEYS),
        "pairs": cast(bindparam("pairs"), _PAIRS),
    }


def _holds(terms: ColumnElement[Any], asked: list[str]) -> ColumnElement[bool]:
    return terms.op("@@", is_comparison=True)(cast(literal(" & ".join(asked)), TSQUERY))


def _clause(clause: Clause, level: Level, weights: str = "", between: str = " <-> ") -> str:
    """A clause as a tsquery in brackets; `between` the words of a phrase."""
    if clause.is_phrase and level == Level.FOLD:
        read = [
            between.join(_lexeme(word, level, weights) for word in words)
            for words in clause.phrases()
        ]
        return "(" + " | ".join(f"({each})" for each in read) + ")"
    each = [
        "(" + " | ".join(_lexeme(term, level, weights) for term in clause.terms(word, level)) + ")"
        for word in clause.words
    ]
    return "(" + " & ".join(each) + ")"


def _among_keys(pages: Any, clause: Clause, level: Level) -> list[ColumnElement[bool]]:
    """What holds of a page that has all words of a clause at a level, by its keys."""
    signs = (_SIGNS[level], _STEM_ITSELF)
    wanted = [
        [_key(sign + term) for term in clause.terms(word, level) for sign in signs]
        for word in clause.words
    ]
    return [pages.c["keys"].op("&&", is_comparison=True)(literal(keys, _KEYS)) for keys in wanted]


def _stands(clause: Clause) -> ColumnElement[bool]:
    """Whether a page has all words of a clause by their stems."""
    other = _text_pages.alias()
    held = _among_keys(other, clause, Level.STEM)
    return exists().where(other.c.number == _text_pages.c.number, *held)


def _together(clause: Clause) -> ColumnElement[bool]:
    """What holds of a page whose words stand together as in a phrase: in any of its readings."""
    read = [list(_pairs(words)) for words in clause.phrases()]
    held = _text_pages.c.pairs.op("@>", is_comparison=True)
    return or_(*(held(literal(pairs, _PAIRS)) for pairs in read))


@lru_cache(maxsize=300_000)
def _keys(stem: str, exact: str) -> str:
    """The keys of a word, as they are written in an array."""
    if stem == exact:
        return str(_key(_STEM_ITSELF + exact))
    return f"{_key(_SIGNS[Level.STEM] + stem)},{_key(_SIGNS[Level.EXACT] + exact)}"


def _key(term: str) -> int:
    digest = md5(term.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], signed=True)


def _pairs(words: Sequence[str]) -> set[int]:
    """A hash of 16 bits, with its sign, for each two words that stand together."""
    return {(crc32(" ".join(pair).encode()) & 0xFFFF) - 0x8000 for pair in pairwise(words)}


def _lexeme(term: str, level: Level, weights: str = "") -> str:
    lexeme = _quoted(term, _SIGNS[level])
    return f"{lexeme}:{weights}" if weights else lexeme


def _quoted(term: str, sign: str = "") -> str:
    if not term.isalnum():
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{sign}{term}'"


def _positions(words: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    for word, at in zip(words, _POSITIONS, strict=False):
        if word in places:
            places[word].append(at)
        else:
            places[word] = [at]
    return " ".join(
        f"{_quoted(word)}:{','.join(at[:_MOST_POSITIONS])}" for word, at in places.items()
    )


def _work_vector(zones: Mapping[Zone, Words]) -> str:
    lexemes, at = [], 0
    for zone, words in zones.items():
        for fold, stem, exact in zip(*words, strict=True):
            at = min(at + 1, _LAST_POSITION)
            place = f":{at}{_WEIGHTS[zone]}"
            lexemes += [_quoted(fold) + place, _quoted(stem, "~") + place]
            lexemes.append(_quoted(exact, "=") + place)
        at = min(at + 1, _LAST_POSITION)  # no phrase reaches from one zone to the next
    return " ".join(lexemes)
