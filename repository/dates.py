"""Dates that are known to the year, the month or the day, as each language writes them."""

import re
from datetime import date

from babel.dates import format_date

_POINT = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[?~%]?"
_DAY = {"kk": "y 'ж'. {d} MMMM", "ru": "{d} MMMM y 'г'.", "en": "{d} MMMM y"}
_MONTH = {"kk": "y 'ж'. MMMM", "ru": "LLLL y 'г'.", "en": "LLLL y"}
_EDTF = re.compile(rf"({_POINT})(?:/({_POINT}))?", re.ASCII)


def is_date(value: str) -> bool:
    """Whether this is a year, a month, a day or a span of them in EDTF, level 1."""
    found = _EDTF.fullmatch(value)
    return found is not None and all(_exists(each) for each in found.groups() if each)


def shown(value: str, language: str) -> str:
    """`2002-12-06/2002-12-07` as "6–7 December 2002"; what is no date stays as it is."""
    found = _EDTF.fullmatch(value)
    if not found:
        return value
    first, last = found.groups()
    if last and first[:7] == last[:7] and len(first) == len(last) == len("2002-12-06"):
        return _day(date.fromisoformat(first), language, f"'{int(first[8:])}–{int(last[8:])}'")
    return " – ".join(_point(each, language) for each in (first, last) if each)


def _point(value: str, language: str) -> str:
    bare = value.rstrip("?~%")
    doubt = " (?)" if bare != value else ""
    parts = [int(part) for part in bare.split("-")]
    if len(parts) == 1:
        return f"{parts[0]}{doubt}"
    if len(parts) == 3:
        return _day(date(*parts), language, "d") + doubt
    month = date(parts[0], parts[1], 1)
    return str(format_date(month, _MONTH[language], locale=language)) + doubt


def _day(day: date, language: str, shown: str) -> str:
    return str(format_date(day, _DAY[language].replace("{d}", shown), locale=language))


def _exists(value: str) -> bool:
    try:
        date.fromisoformat((value.rstrip("?~%") + "-01-01")[:10])
    except ValueError:
        return False
    return True
