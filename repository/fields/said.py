"""Dates in EDTF said in words."""

import re
from datetime import date

from babel.dates import format_date

from repository.fields.dates import is_edtf

_ATOM = re.compile(r"(-?\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%]?)")
_YEAR = re.compile(r"\d{4}")
_AFTER = {"kk": "{0} және кейін", "ru": "{0} и позже", "en": "{0} or later"}
_BEFORE = {"kk": "{0} және бұрын", "ru": "{0} и раньше", "en": "{0} or earlier"}
_BETWEEN = {"kk": "{0} – {1} аралығында", "ru": "между {0} и {1}", "en": "between {0} and {1}"}
_OR = {"kk": " немесе ", "ru": " или ", "en": " or "}
_QUALIFIED = {
    "": {"kk": "{0}", "ru": "{0}", "en": "{0}"},
    "~": {"kk": "шамамен {0}", "ru": "около {0}", "en": "about {0}"},
    "?": {"kk": "{0} (болжам)", "ru": "{0} (предположительно)", "en": "{0} (uncertain)"},
    "%": {
        "kk": "шамамен {0} (болжам)",
        "ru": "около {0} (предположительно)",
        "en": "about {0} (uncertain)",
    },
}
_YEARS = {"kk": "{0} ж.", "ru": "{0} г.", "en": "{0}"}
_BEFORE_CHRIST = {"kk": "б.з.д. {0} ж.", "ru": "{0} г. до н. э.", "en": "{0} BC"}
_DECADES = {"kk": "{0}0-жылдар", "ru": "{0}0-е годы", "en": "{0}0s"}
_CENTURIES = {"kk": "{0} ғасыр", "ru": "{0} век", "en": "{1} century"}
_SEASONS = {
    "21": {"kk": "{0} көктемі", "ru": "весна {0}", "en": "spring {0}"},
    "22": {"kk": "{0} жазы", "ru": "лето {0}", "en": "summer {0}"},
    "23": {"kk": "{0} күзі", "ru": "осень {0}", "en": "autumn {0}"},
    "24": {"kk": "{0} қысы", "ru": "зима {0}", "en": "winter {0}"},
}
# of a day, of a month
_PATTERNS = {
    "kk": ("y 'ж'. d MMMM", "y 'ж'. LLLL"),
    "ru": ("d MMMM y 'г'.", "LLLL y 'г'."),
    "en": ("d MMMM y", "LLLL y"),
}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def say(text: str, language: str) -> str:
    """A date in EDTF in words of kk, ru or en: `XIX век` for `18XX`.

    What people seldom write stays as it is; "" for what is no EDTF.
    """
    if not is_edtf(text):
        return ""
    if found := re.fullmatch(r"\[(\d{4})\.\.(\d{4})\]", text):
        return _BETWEEN[language].format(*(_said(year, language) for year in found.groups()))
    if text[0] in "[{" and ".." not in text:
        joint = _OR[language] if text[0] == "[" else ", "
        return joint.join(_said(part.strip(), language) for part in text[1:-1].split(","))
    first, slash, last = text.partition("/")
    if not slash:
        return _said(text, language)
    return _interval(first, last, language)


def _interval(first: str, last: str, language: str) -> str:
    if last in ("", ".."):
        return _AFTER[language].format(_said(first, language))
    if first in ("", ".."):
        return _BEFORE[language].format(_said(last, language))
    if _YEAR.fullmatch(first) and _YEAR.fullmatch(last):
        both = f"{first}–{last}"
        plural = {"kk": f"{both} жж.", "ru": f"{both} гг.", "en": both}
        return plural[language]
    return f"{_said(first, language)} – {_said(last, language)}"


def _said(text: str, language: str) -> str:
    found = _ATOM.fullmatch(text)
    if not found:
        return text
    year, month, day, qualifier = found.groups()
    said = _day(year, month, day, language) if month else _year(year, language)
    return _QUALIFIED[qualifier][language].format(said) if said else text


def _year(year: str, language: str) -> str:
    if year.endswith("XX"):
        number = int(year[:2]) + 1
        return _CENTURIES[language].format(_roman(number), _ordinal(number))
    if year.endswith("X"):
        return _DECADES[language].format(year[:3])
    if year.startswith("-"):
        return _BEFORE_CHRIST[language].format(1 - int(year))
    return _YEARS[language].format(int(year))


def _day(year: str, month: str, day: str | None, language: str) -> str:
    if "X" in year or year.startswith("-") or "XX" in (month, day):
        return ""
    if month in _SEASONS:
        return _SEASONS[month][language].format(_year(year, language))
    if not month.isdigit() or not 1 <= int(month) <= 12 or int(year) == 0:
        return ""
    moment = date(int(year), int(month), int(day or 1))
    return format_date(moment, _PATTERNS[language][day is None], locale=language)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _ordinal(number: int) -> str:
    if 10 < number % 100 < 14:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
