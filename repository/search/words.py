"""The words of a text as they are put into an index."""

from collections.abc import Sequence
from enum import IntEnum, StrEnum
from typing import NamedTuple

from repository.search.analysis import language_of, terms
from repository.search.tokens import written

EDITION = 3
"""Grows when the rules change by which words become terms: then all texts are indexed anew."""

MOST_WORDS = 16_000  # of one text: PostgreSQL keeps no positions above 16,383


class Level(IntEnum):
    """How nearly a word is what was asked for: its sound, its stem, or as it was written."""

    FOLD = 0
    STEM = 1
    EXACT = 2


class Zone(StrEnum):
    """Where in a description a word stands."""

    TITLE = "title"
    NAMES = "names"
    SUBJECTS = "subjects"
    OTHER = "other"


class Words(NamedTuple):
    """The words of a text at each level, all three in the order of the text."""

    fold: tuple[str, ...]
    stem: tuple[str, ...]
    exact: tuple[str, ...]


def words_of(text: str, languages: Sequence[str] = ()) -> Words:
    """The words of a text that is known to be in these languages, if anything is known."""
    language = language_of(text, languages)
    read = [terms(word, language) for word in written(text, MOST_WORDS)]
    found = [each for each in read if each.exact]
    exact, stem, fold = zip(*found, strict=True) if found else ((), (), ())
    return Words(fold, stem, exact)
