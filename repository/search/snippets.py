"""The few words around what was found on a page, with the words themselves marked."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from repository.search.analysis import language_of, query_terms, terms
from repository.search.folding import fold, head, starts_of
from repository.search.query import Query
from repository.search.tokens import spans, tokens

_BEFORE, _LENGTH = 8, 28  # words
_MOST_WORDS = 4000
_LONGEST_PIECE = 200
_SPACES = re.compile(r"\s+")
_BROKEN = re.compile(r"[-\u2010\u00ac\u00ad][ \t\r]*\n\s*")


class Piece(NamedTuple):
    """A part of a snippet; `marked` when it is a word that was asked for."""

    text: str
    marked: bool


class Wanted:
    """The words of a query, by the terms that mark a word of a text."""

    def __init__(self, query: Query) -> None:
        asked = [
            query_terms(word)
            for clause in query.clauses
            if not clause.negative
            for word in clause.words
        ]
        self._points = {term: (1, at) for at, each in enumerate(asked) for term in each.folds}
        self._starts = {term[0] for term in self._points}
        # The last two letters of a stem may have changed: халық of халқы.
        self._heads = tuple(head(term, max(1, min(3, len(term) - 2))) for term in self._points)
        self._may_start: dict[str, bool] = {}
        self._exact = {each.exact for each in asked}
        self._stems = {stem for each in asked for stem in each.stems}

    def may_start(self, letter: str) -> bool:
        """Whether a word that begins with this letter may be asked for."""
        known = self._may_start.get(letter)
        if known is None:
            known = not self._starts.isdisjoint(starts_of(letter))
            self._may_start[letter] = known
        return known

    def found(self, word: str, language: str | None) -> tuple[int, int] | None:
        """Points of a word, and which of those asked for it is; None for any other."""
        if not self.may_start(word[0]) or not head(fold(word)).startswith(self._heads):
            return None
        exact, stem, folded = terms(word, language)
        known = self._points.get(folded)
        if known is None:
            return None
        return known[0] + (stem in self._stems) + (exact in self._exact), known[1]


def _marks(
    text: str, found: Sequence[tuple[int, int]], wanted: Wanted, language: str | None
) -> dict[int, tuple[int, int]]:
    """Which of the words at these places are asked for, with their points."""
    marks = {}
    for at, (start, end) in enumerate(found):
        # Most words need not be looked at: nothing that is asked for begins like them.
        if wanted.may_start(text[start]):
            for token in tokens(text[start:end]):
                if points := wanted.found(token.word, language):
                    marks[at] = points
    return marks


def snippet(text: str, wanted: Wanted, languages: Sequence[str] = ()) -> tuple[Piece, ...]:
    """The best passage of a text; empty when none of the words stands in it."""
    language = language_of(text, languages)
    found = spans(text, _MOST_WORDS)
    marks = _marks(text, found, wanted, language)
    if not marks:
        return ()
    first = max(0, max(marks, key=lambda at: _worth(marks, at)) - _BEFORE)
    shown = range(first, min(len(found), first + _LENGTH))
    pieces = _pieces(text, found, shown, marks.keys())
    before = "…" if shown.start > 0 else ""
    after = "…" if shown.stop < len(found) else ""
    return tuple(
        piece for piece in (Piece(before, False), *pieces, Piece(after, False)) if piece.text
    )


def marked(text: str, wanted: Wanted, languages: Sequence[str] = ()) -> tuple[Piece, ...]:
    """A whole text, such as a title, with the words marked."""
    language = language_of(text, languages)
    found = spans(text, len(text))
    pieces, end = [], 0
    for at in sorted(_marks(text, found, wanted, language)):
        start, stop = found[at]
        pieces += [Piece(text[end:start], False), Piece(text[start:stop], True)]
        end = stop
    return tuple(piece for piece in (*pieces, Piece(text[end:], False)) if piece.text)


def _worth(marks: dict[int, tuple[int, int]], at: int) -> tuple[int, int, int]:
    """How good a passage is that starts shortly before word `at`: many of those asked for."""
    inside = [marks[each] for each in range(at, at + _LENGTH - _BEFORE) if each in marks]
    best: dict[int, int] = {}
    for points, word in inside:
        best[word] = max(best.get(word, 0), points)
    return sum(best.values()), len(inside), -at


def _pieces(
    text: str, found: Sequence[tuple[int, int]], shown: range, marks: Collection[int]
) -> list[Piece]:
    """The words of a passage and what is between them, on one line."""
    pieces: list[Piece] = []
    for at in shown:
        start, end = found[at]
        following = found[at + 1][0] if at + 1 in shown else end
        pieces.append(Piece(_line(text[start:end]), at in marks))
        pieces.append(Piece(_line(text[end:following]), False))
    return pieces


def _line(text: str) -> str:
    return _SPACES.sub(" ", _BROKEN.sub("", text))[:_LONGEST_PIECE]
