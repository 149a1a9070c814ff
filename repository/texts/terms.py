"""The words of a page as they are searched for, and where a query finds them in its text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from repository.search.analysis import QueryTerms, language_of, query_terms, terms, tokens
from repository.search.tokens import Token
from repository.texts.languages import tag

EDITION = 1
"""Grows with the rules by which terms are made: pages of older ones are looked at themselves."""

_LONGEST_QUERY = 500
_MOST_WORDS = 12
_PARTS = re.compile(r'["“”«»„]([^"“”«»„]*)["“”«»„]|([^"“”«»„]+)')


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words and phrases, all of which have to stand on a page."""

    units: tuple[tuple[QueryTerms, ...], ...]

    @property
    def words(self) -> Iterator[QueryTerms]:
        """Every word of it."""
        for unit in self.units:
            yield from unit

    @property
    def has_phrases(self) -> bool:
        """Whether the order of words matters."""
        return any(len(unit) > 1 for unit in self.units)


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a word or phrase of a query stands: text[start:end], on so many `lines`."""

    start: int
    end: int
    lines: int = 1


class Times(NamedTuple):
    """How often something stands on a page, and on how many lines, each counted for itself."""

    matches: int
    lines: int


def parse(text: str) -> Query:
    """The query that a reader typed; what stands in quotes is a phrase."""
    units: list[tuple[QueryTerms, ...]] = []
    left = _MOST_WORDS
    for phrase, plain in _PARTS.findall(text[:_LONGEST_QUERY]):
        found = [query_terms(token.word) for token in tokens(phrase or plain)][:left]
        left -= len(found)
        units += [tuple(found)] if phrase and found else [(word,) for word in found]
    return Query(tuple(dict.fromkeys(units)))


def index(text: str, languages: Sequence[str]) -> str:
    """Every term of a text with how often it stands there: ` term=2 term=1 `.

    `term=2/3` when one of the two is broken at the end of a line.
    """
    known = _language(text, languages)
    found: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for token in tokens(text):
        term = terms(token.word, known).fold
        found[term] += 1
        broken[term] += text.count("\n", token.start, token.end)
    return " " + "".join(
        f"{term}={count}/{count + broken[term]} " if broken[term] else f"{term}={count} "
        for term, count in sorted(found.items())
        if term
    )


def times(terms_of_page: str, query: Query) -> Times:
    """How often the words of a query without phrases stand on a page, by its index."""
    folds = {fold for word in query.words for fold in word.folds}
    found = [_times(terms_of_page, fold) for fold in folds]
    return Times(sum(each.matches for each in found), sum(each.lines for each in found))


def matches(text: str, languages: Sequence[str], query: Query) -> list[Match]:
    """Where the words and phrases of a query stand in a text; none unless all of them do."""
    found = tokens(text)
    known = _language(text, languages)
    folds = [terms(token.word, known).fold for token in found]
    by_unit = [list(_standing(folds, unit)) for unit in query.units]
    if not query.units or not all(by_unit):
        return []
    places = {place for unit in by_unit for place in unit}
    return [_match(text, found[first], found[last]) for first, last in sorted(places)]


def _times(terms_of_page: str, fold: str) -> Times:
    at = terms_of_page.find(f" {fold}=")
    if at < 0:
        return Times(0, 0)
    begin = at + len(fold) + 2
    count, _, lines = terms_of_page[begin : terms_of_page.index(" ", begin)].partition("/")
    return Times(int(count), int(lines or count))


def _standing(folds: Sequence[str], unit: Sequence[QueryTerms]) -> Iterator[tuple[int, int]]:
    """The first and last token of every place where the words stand one after the other."""
    wanted = [set(word.folds) for word in unit]
    for first, fold in enumerate(folds):
        if fold in wanted[0] and first + len(wanted) <= len(folds):
            rest = enumerate(wanted[1:], start=first + 1)
            if all(folds[number] in each for number, each in rest):
                yield first, first + len(wanted) - 1


def _match(text: str, first: Token, last: Token) -> Match:
    lines = 1 + text.count("\n", first.start, last.end)
    return Match(first.start, last.end, lines)


def _language(text: str, languages: Sequence[str]) -> str | None:
    return language_of(text, [tag(code) for code in languages])
