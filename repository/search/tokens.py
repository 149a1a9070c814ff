"""The words of a text and where they stand."""

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

LONGEST_WORD = 64

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0483-\u0487\u0640\u00ad"
# Signs that are words by themselves: kana and Han.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"(?:[^\W_{_SIGNS}]++|[{_MARKS}]++)++"
_APOSTROPHE = "['\u2018\u2019\u02bc\u02b9`\u00b4]"
# A line that ends in a hyphen goes on in the next when that starts with a small letter.
_BREAK = r"(?:[-\u2010\u00ac]|(?<=\u00ad))[ \t\r]{0,8}\n[ \t]{0,8}"
_WORD = re.compile(rf"{_LETTERS}(?:{_APOSTROPHE}{_LETTERS}|{_BREAK}{_LETTERS})*|[{_SIGNS}]")
_BROKEN = re.compile(_BREAK)
_UNHEARD = re.compile(rf"[{_MARKS}]")
_STRAIGHT = re.compile(_APOSTROPHE)
_DIGITS = {
    code: str(unicodedata.digit(chr(code)))
    for start in (0x0660, 0x06F0, 0x0966)
    for code in range(start, start + 10)
}


class Token(NamedTuple):
    """A word as it is compared: small letters, no stress marks; text[start:end] is what stands."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text in their order; one broken at a line's end is one word."""
    found = []
    for match in _WORD.finditer(text):
        whole = match.group()
        if "\n" not in whole:
            if word := short(whole):
                found.append(Token(word, *match.span()))
            continue
        for start, end in _pieces(match):
            if word := short(text[start:end]):
                found.append(Token(word, start, end))
    return found


def spans(text: str, most: int) -> list[tuple[int, int]]:
    """Where the words of `tokens` stand, at most so many: nothing of them is compared yet."""
    found: list[tuple[int, int]] = []
    for match in islice(_WORD.finditer(text), most):
        if "\n" in match.group():
            found += _pieces(match)
        else:
            found.append(match.span())
    return found


def written(text: str, most: int) -> list[str]:
    """The words of `tokens` as they stand, at most so many; `short` makes words of them."""
    return [text[start:end] for start, end in spans(text, most)]


def short(written: str) -> str:
    """A word as it is compared: `normal`, and its first letters only if it is too long."""
    return normal(written)[:LONGEST_WORD]


def normal(word: str) -> str:
    """A word in small letters and one spelling of each letter; ё is е."""
    # Ready for nearly every word of a page: nothing to compose, join or take away.
    if word.isalnum() and unicodedata.is_normalized("NFKC", word):
        return word.casefold().translate(_DIGITS).replace("ё", "е")
    word = unicodedata.normalize("NFKC", _BROKEN.sub("", word)).casefold()
    word = _STRAIGHT.sub("'", _UNHEARD.sub("", word))
    return word.translate(_DIGITS).replace("ё", "е")


def _pieces(match: re.Match[str]) -> list[tuple[int, int]]:
    """A word, or two where a capital follows the hyphen at the line's end: a compound name."""
    text, pieces, start = match.group(), [], match.start()
    for broken in _BROKEN.finditer(text):
        if not text[broken.end()].islower():
            pieces.append((start, match.start() + broken.start()))
            start = match.start() + broken.end()
    return [*pieces, (start, match.end())]
