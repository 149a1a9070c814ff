"""From words to the terms that are indexed and asked for: as written, by stem, folded.

The three levels hold one another: what is written alike has one stem, and what has one stem in
one language is folded alike. A search finds by the last, so that any alphabet finds any other,
and ranks by the first that holds.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import snowballstemmer

from repository.search import kazakh, russian
from repository.search.folding import fold
from repository.search.tokens import Token, normal, short, tokens

__all__ = ["QueryTerms", "Terms", "Token", "fold", "language_of", "query_terms", "terms", "tokens"]

_KAZAKH = re.compile("[әғқңөұүһі]")
_KAZAKH_LATIN = re.compile("[ğǵñŋńşıūúý]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-z\u00df-\u024fə]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_SAMPLE = 4000
_MOST_VARIANTS = 4
_MOST_TERMS = 6
_LANGUAGES = ("ru", "kk", "en", "mul")  # each by rules of its own, and those without any
_english = snowballstemmer.stemmer("english")


class Terms(NamedTuple):
    """What a word of a text is indexed as."""

    exact: str
    stem: str
    fold: str


class QueryTerms(NamedTuple):
    """What a word of a query may be indexed as, in any of the languages it may be of."""

    exact: str
    stems: tuple[str, ...]
    folds: tuple[str, ...]


@lru_cache(maxsize=300_000)
def terms(word: str, language: str | None = None) -> Terms:
    """The terms of a word of a text in `language`, a code of BCP 47; None when it is unknown.

    All are empty where nothing of the word can be heard.
    """
    word = short(word)
    stem, folded = _STEMMED[_language(word, language)](word)
    return Terms(word, stem or word, folded or word)  # ъ alone has no sound


@lru_cache(maxsize=20_000)
def query_terms(word: str) -> QueryTerms:
    """The terms of a word that somebody looks for: nobody says in which language."""
    word = normal(word)
    read = [terms(word, language) for language in _LANGUAGES]
    read += [terms(written, "kk") for written in _spellings(word)]
    stems = dict.fromkeys(found.stem for found in read)
    folds = dict.fromkeys(found.fold for found in read)
    return QueryTerms(word, tuple(stems)[:_MOST_TERMS], tuple(folds)[:_MOST_TERMS])


def language_of(text: str, known: Collection[str] = ()) -> str | None:
    """The language whose words a text holds most, of those it is `known` to be in if any are.

    Kazakh tells itself from Russian by its letters; other languages must be known.
    """
    ours = [code.split("-")[0].lower() for code in known]
    ours = [_TWO_LETTERS.get(code, code) for code in ours]
    if len(ours) == 1:
        return ours[0]
    sample = normal(text[:_SAMPLE])
    cyrillic = len(_CYRILLIC.findall(sample))
    if cyrillic * 2 < sum(map(str.isalpha, sample)):
        return next((code for code in ours if code not in ("kk", "ru")), None)
    # Every seventh letter or so of Kazakh is one that Russian has not.
    found = "kk" if len(_KAZAKH.findall(sample)) * 25 > cyrillic else "ru"
    return found if not ours or found in ours else ours[0]


_TWO_LETTERS = {"kaz": "kk", "rus": "ru", "eng": "en"}


def _language(word: str, language: str | None) -> str:
    """By which rules a word of a text in `language` is stemmed; empty for none."""
    language = (language or "").split("-")[0].lower()
    if _CYRILLIC.search(word):
        if _KAZAKH.search(word) and not russian.is_old(word):
            return "kk"
        return language if language in ("kk", "ru") else "ru"
    if _LATIN.search(word):
        if language in ("kk", ""):
            return "kk" if language or _KAZAKH_LATIN.search(word) else "en"
        return "en" if language in ("en", "ru") else ""
    return "kk" if _ARABIC.search(word) and language in ("kk", "ru", "en", "") else ""


def _spellings(word: str) -> list[str]:
    """A Kazakh word with ng for ң, and the other way round."""
    pairs = [("ng", "n"), ("нг", "н"), ("ң", "нг")]
    for typed, meant in pairs:
        parts = word.split(typed)
        if 1 < len(parts) <= _MOST_VARIANTS:
            choices = product((typed, meant), repeat=len(parts) - 1)
            joined = ["".join(_interleaved(parts, choice)) for choice in choices]
            return joined[:_MOST_VARIANTS]
    return []


def _interleaved(parts: list[str], between: tuple[str, ...]) -> list[str]:
    return [piece for pair in zip(parts, (*between, ""), strict=True) for piece in pair]


def _kazakh(word: str) -> tuple[str, str]:
    stem = kazakh.stem(fold(word))
    return (_written(word, stem) if _CYRILLIC.search(word) else stem), stem


def _written(word: str, stem: str) -> str:
    """A folded stem in the letters of the word that it was cut from.

    A vowel that has fallen out of the word, as in халқы, is put in again.
    """
    written, at, rest = "", 0, stem
    while rest:
        piece = _letter(word[at]) if at < len(word) else ""
        if at < len(word) and rest.startswith(piece.translate(_HARD)) and rest == rest[:1]:
            written, at, rest = written + word[at].translate(_HARD), at + 1, ""
        elif at < len(word) and rest.startswith(piece):
            written, at, rest = written + word[at], at + 1, rest[len(piece) :]
        else:
            written, rest = written + rest[0].replace("и", "і"), rest[1:]
    return written


_letter = lru_cache(maxsize=1000)(fold)
_HARD = str.maketrans("бгғ", "пкқ")


def _russian(word: str) -> tuple[str, str]:
    stem = russian.stem(word)
    return stem, fold(stem)


def _english_stem(word: str) -> tuple[str, str]:
    stem = _english.stemWord(word)
    return stem, fold(stem)


def _as_written(word: str) -> tuple[str, str]:
    return word, fold(word)


_STEMMED = {"kk": _kazakh, "ru": _russian, "en": _english_stem, "": _as_written}
