"""How titles sort in each language, without a library of Unicode: bytes that compare as they do."""

import re
import unicodedata

from repository.search.tokens import normal

LONGEST = 120
_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RUSSIAN = "аәбвгғдеёжзиійкқлмнңоөпрстуұүфхһцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ARTICLES = re.compile(r"(the|an|a) (?=\w)")
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)
_ALPHABETS = {"kk": (_KAZAKH, _LATIN), "ru": (_RUSSIAN, _LATIN), "en": (_LATIN, _RUSSIAN)}
_DIGIT, _SPACE, _FIRST, _OTHER = 0x10, 0x08, 0x20, 0x8000


def sort_key(title: str, language: str) -> bytes:
    """A key for a title among those of a page in `language`: kk, ru or en.

    Digits stand before letters and count by their value, letters of the language's own alphabet
    before others; signs and an English article in front do not count. ё is е.
    """
    text = _ARTICLES.sub("", " ".join(re.findall(r"\w+", normal(title)[: 2 * LONGEST])), count=1)
    orders = _orders(language)
    weights = [weight for part in _parts(text) for weight in _weights(part, orders)]
    return b"".join(weight.to_bytes(2, "big") for weight in weights[:LONGEST])


def _orders(language: str) -> dict[str, int]:
    letters = "".join(_ALPHABETS[language])
    return {letter: _FIRST + at for at, letter in enumerate(letters)} | {" ": _SPACE}


def _parts(text: str) -> list[str]:
    return re.findall(r"\d{1,12}|[^\d]|\d", text)


def _weights(part: str, orders: dict[str, int]) -> list[int]:
    if _NUMBER.fullmatch(part):
        digits = part.lstrip("0") or "0"
        # Longer numbers are greater: their length comes first.
        return [_DIGIT + len(digits) - 1, *(0x100 + int(digit) for digit in digits)]
    if part in orders:
        return [orders[part]]
    bare = unicodedata.normalize("NFD", part)[0]
    return [orders[bare] if bare in orders else _OTHER | (ord(bare) & 0x7FFF)]
