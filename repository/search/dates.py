"""The years that a date in words or in EDTF spans."""

import re
from typing import NamedTuple

_YEAR = re.compile(r"(?<![\d.,])([01]\d|20)(\d\d|\d[uUxX?]|[uUxX?-]{2})(?![\d])")
_ROMAN = re.compile(
    r"\b([XVI]{1,5})(?:\s*[-–—]\s*([XVI]{1,5}))?\s*(?:в|век|ғ|ғас|cent|c\.)", re.IGNORECASE
)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|-[йя])\s*(?:cent|век|в\.)", re.IGNORECASE)
_LETTERS = {"I": 1, "V": 5, "X": 10}
_LAST = 2099
_LONGEST = 200


class Years(NamedTuple):
    """The first and the last year."""

    first: int
    last: int


def years_of(text: str) -> Years | None:
    """The years that a date spans; None when it names none."""
    text = text[:_LONGEST].translate(str.maketrans("ХІ", "XI"))
    found: list[int] = []
    for century, rest in _YEAR.findall(text):
        low = re.sub(r"[^\d]", "0", rest)
        high = re.sub(r"[^\d]", "9", rest)
        found += [int(century + low), int(century + high)]
    if not found:
        numbers = [_roman(each) for pair in _ROMAN.findall(text) for each in pair if each]
        numbers += [int(each) for each in _ORDINAL.findall(text)]
        found = [year for number in numbers for year in (number * 100 - 99, number * 100)]
    years = [year for year in found if 0 < year <= _LAST]
    return Years(min(years), max(years)) if years else None


def centuries(years: Years) -> list[int]:
    """The centuries that years lie in, five at most: 1900 is of the 19th."""
    first, last = (years.first + 99) // 100, (years.last + 99) // 100
    return list(range(first, min(last, first + 4) + 1))


def _roman(text: str) -> int:
    values = [_LETTERS[letter] for letter in text.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
