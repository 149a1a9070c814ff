"""What a reader asks for: words, "phrases", -words, fields. Nothing that can be typed is wrong."""

import re
from dataclasses import dataclass

from repository.search.analysis import QueryTerms, query_terms, terms, tokens
from repository.search.words import Level, Zone

LONGEST = 300
MOST_CLAUSES = 12
MOST_IN_PHRASE = 12

_CLAUSE = re.compile(r'(-)?(?:(\w+):)?(?:["«“„]([^"»”“]*)["»”“]?|(\S+))')
_FIELDS = {
    "title": Zone.TITLE,
    "заглавие": Zone.TITLE,
    "атауы": Zone.TITLE,
    "author": Zone.NAMES,
    "автор": Zone.NAMES,
    "авторы": Zone.NAMES,
    "subject": Zone.SUBJECTS,
    "тема": Zone.SUBJECTS,
    "тақырып": Zone.SUBJECTS,
}
_YEAR = {"year", "год", "жыл", "жылы"}
_YEARS = re.compile(r"(\d{1,4})?\s*(-|–|—|\.\.|/)?\s*(\d{1,4})?")
_LANGUAGES = ("ru", "kk", "en", "mul")


@dataclass(frozen=True, slots=True)
class Clause:
    """A word, or several that stand one after another; in a zone of the description if given."""

    words: tuple[str, ...]
    zone: Zone | None = None
    negative: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether the order of the words counts."""
        return len(self.words) > 1

    def terms(self, word: str, level: Level) -> tuple[str, ...]:
        """What one of the words may be in the index at a level: any of these."""
        found: QueryTerms = query_terms(word)
        return {Level.FOLD: found.folds, Level.STEM: found.stems, Level.EXACT: (found.exact,)}[
            level
        ]

    def phrases(self) -> list[tuple[str, ...]]:
        """The folded words in their order, in each language that they may be of."""
        read = [tuple(terms(word, code).fold for word in self.words) for code in _LANGUAGES]
        return list(dict.fromkeys(read))


@dataclass(frozen=True, slots=True)
class Query:
    """A query: all clauses have to hold, and the dates of the work to meet the years."""

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    years: tuple[int, int] | None = None

    @property
    def free(self) -> tuple[Clause, ...]:
        """What may stand anywhere in a description, or on a page."""
        return tuple(each for each in self.clauses if not each.negative and each.zone is None)

    @property
    def has_phrases(self) -> bool:
        """Whether words have to stand together somewhere."""
        return any(each.is_phrase for each in self.free)

    @property
    def zoned(self) -> tuple[Clause, ...]:
        """What has to stand in a zone of the description."""
        return tuple(each for each in self.clauses if not each.negative and each.zone)

    @property
    def negative(self) -> tuple[Clause, ...]:
        """What must not stand in the description, or on the page that is found."""
        return tuple(each for each in self.clauses if each.negative)


def parse(text: str) -> Query:
    """The query that a reader typed; what is too long is cut."""
    sound = text[:LONGEST].encode("utf-8", "replace").decode().replace("\0", " ")
    text = " ".join(sound.split())
    clauses: list[Clause] = []
    years = None
    for sign, field, phrase, word in _CLAUSE.findall(text):
        if field.casefold() in _YEAR and not sign and (found := _years(phrase or word)):
            years = found
            continue
        clauses += _clauses(bool(sign), field, phrase, word)
    return Query(text, tuple(clauses[:MOST_CLAUSES]), years)


def _clauses(negative: bool, field: str, phrase: str, word: str) -> list[Clause]:
    zone = _FIELDS.get(field.casefold())
    if field and zone is None:  # a colon in a text: ISBN:978, 12:30
        word = f"{field} {phrase or word}"
    words = [token.word for token in tokens(phrase or word)][:MOST_IN_PHRASE]
    if not words:
        return []
    # Алма-Ата and don't are two words, or one, that stand together as if in quotes.
    if phrase or "-" in word or "." in word:
        return [Clause(tuple(words), zone, negative)]
    return [Clause((each,), zone, negative) for each in words]


def _years(text: str) -> tuple[int, int] | None:
    match = _YEARS.fullmatch(text.strip())
    if match is None or not (match[1] or match[3]):
        return None
    if not match[2]:
        return (int(match[1]), int(match[1])) if match[1] and not match[3] else None
    return int(match[1] or 0), int(match[3] or 9999)
