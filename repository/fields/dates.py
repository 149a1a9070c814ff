"""Dates as EDTF (ISO 8601-2), and the ways in which people write them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from babel import Locale
from edtf import EDTFParseException, parse_edtf

LONGEST = 100
_KEPT = 10_000
_X = str.maketrans("хХxuU", "XXXXX")
_LATIN = str.maketrans("хі", "xi")
_INTERVAL = ("Interval", "Level1Interval", "Level2Interval")

_WORDS = r"(?:г\.?|год(?:а|ы)?|гг\.?|ж\.?|жж\.?|жыл(?:ы)?|y\.?|year)"
_ABOUT = r"(?:около|ок\.?|прибл\.?|шамамен|circa|ca?\.?|about|approx\.?)(?: |(?<=\.))"
_CENTURY = r"(?P<{0}>[ivx]{{1,5}}|\d{{1,2}})(?:[-–]?(?:th|st|nd|rd|й|ый|ші|шы|інші|ыншы))?"
_CENTURIES = (
    r"(?:вв?\.?|век(?:а|ов)?|столети[ея]|ғғ?\.?|ғасыр(?:дың|лар)?|cent\.?|centur(?:y|ies)|c\.)"
)
_PARTS = {
    "first half": r"(?:перв(?:ая|ой) пол(?:\.|овина|овины)|1-я пол(?:\.|овина)|first half|"
    r"1st half|(?:бірінші|1-ші|алғашқы) жартысы)",
    "second half": r"(?:втор(?:ая|ой) пол(?:\.|овина|овины)|2-я пол(?:\.|овина)|second half|"
    r"2nd half|(?:екінші|2-ші) жартысы)",
    "early": r"(?:нач\.|начал[оа]|early|beginning|басы)",
    "middle": r"(?:сер\.|середин[аы]|mid|middle|ортасы)",
    "late": r"(?:кон\.|конец|конца|late|end|соңы|аяғы)",
}
_SPAN = {
    "first half": "{0}01/{0}50",
    "second half": "{0}51/{1}00",
    "early": "{0}01~/{0}33~",
    "middle": "{0}34~/{0}66~",
    "late": "{0}67~/{1}00~",
}
_OF = r"(?: of(?: the)?)?"
_ROMAN = {"i": 1, "v": 5, "x": 10}


def understand(text: str) -> str:
    """The EDTF of a date as a person wrote it, in kk, ru or en; "" when it cannot be read.

    `1905-1915`, `XIX ғ.`, `ок. 1890`, `12 мая 1905 г.`, `1890-е` are understood, and EDTF itself.
    """
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        return ""
    return _understand(text)


@lru_cache(_KEPT)
def _understand(text: str) -> str:
    for candidate in _candidates(text):
        if _is_edtf(candidate):
            return candidate
    return ""


def is_edtf(text: str) -> bool:
    """Whether this is a date in EDTF with its parts in order."""
    return 0 < len(text) <= LONGEST and _is_edtf(text)


@lru_cache(_KEPT)
def _is_edtf(text: str) -> bool:
    try:
        parsed = parse_edtf(text)
    except (EDTFParseException, ValueError, OverflowError):
        return False
    if type(parsed).__name__ == "DateAndTime":
        return False
    first, last = _bound(parsed, "lower_strict"), _bound(parsed, "upper_strict")
    return type(parsed).__name__ not in _INTERVAL or first is None or last is None or first <= last


@lru_cache(_KEPT)
def years(text: str) -> tuple[int, int] | None:
    """First and last year that a date in EDTF may be; None when it is none or is open."""
    if not is_edtf(text):
        return None
    parsed = parse_edtf(text)
    first, last = _bound(parsed, "lower_strict"), _bound(parsed, "upper_strict")
    return (first[0], last[0]) if first and last else None


def _bound(parsed: Any, name: str) -> tuple[int, ...] | None:
    try:
        moment = getattr(parsed, name)()
    except (AttributeError, ValueError, OverflowError, TypeError):
        return None
    return None if isinstance(moment, float) else tuple(moment[:3])


def _candidates(text: str) -> Iterator[str]:
    # An older bracket around a date says that it was supplied by the cataloguer.
    bare = re.sub(r"^\[([^\[\],.]*)\]$", r"\1", text)
    yield bare.translate(_X) if re.fullmatch(r"[-~?%/.,\[\]{}0-9xXхХuUY ]+", bare) else bare
    lower = bare.lower().replace("ё", "е").replace("—", "–")
    for read in (_marked, _plain, _spans, _century, _in_days, _sets):
        yield from read(lower)


def _marked(text: str) -> Iterator[str]:
    if found := re.fullmatch(rf"{_ABOUT}(.+)", text):
        inner = _understand(found[1])
        yield "/".join(f"{part}~" for part in inner.split("/")) if inner else ""
    if found := re.fullmatch(r"(.+?) ?(?:\(\?\)|\?|\(болжам\)|предположительно|probably)", text):
        inner = _understand(found[1])
        yield f"{inner}?" if inner and "/" not in inner else ""


def _plain(text: str) -> Iterator[str]:
    if found := re.fullmatch(rf"(\d{{4}})(?:[-–]?(?:й|шы|ші))? ?{_WORDS}", text):
        yield found[1]
    if found := re.fullmatch(
        r"(\d{3})0(?:s|-?е|-?х|-?ж)(?: ?(?:гг?\.?|годы?|жж?\.?|жылдар(?:ы)?|ылдар(?:ы)?))?", text
    ):
        yield f"{found[1]}X"
    if found := re.fullmatch(r"(\d{3})0[- ]?(?:жылдар(?:ы)?|жж\.?)", text):
        yield f"{found[1]}X"


def _spans(text: str) -> Iterator[str]:
    year = rf"(\d{{4}})(?: ?{_WORDS})?"
    if found := re.fullmatch(rf"{year} ?[-–/] ?{year}", text):
        yield f"{found[1]}/{found[2]}"
    if found := re.fullmatch(rf"(\d{{2}})(\d{{2}}) ?[-–/] ?(\d{{2}})(?: ?{_WORDS})?", text):
        yield f"{found[1]}{found[2]}/{found[1]}{found[3]}"
    if found := re.fullmatch(rf"(?:до|не позднее|before|not after|until) {year}", text):
        yield f"../{found[1]}"
    if found := re.fullmatch(rf"(?:после|не ранее|after|not before|since|с) {year}", text):
        yield f"{found[1]}/.."
    if found := re.fullmatch(r"(\d{4}) ?(?:ж\.|жыл)(?:ға)? дейін", text):
        yield f"../{found[1]}"
    if found := re.fullmatch(r"(\d{4}) ?(?:ж\.|жыл)(?:дан)? (?:кейін|бастап)", text):
        yield f"{found[1]}/.."


def _century(text: str) -> Iterator[str]:
    first, second = _CENTURY.format("first"), _CENTURY.format("second")
    # Roman numerals are often typed with the Cyrillic letters that look like them.
    text = re.sub(r"\b[ivxхі]{1,5}(?=[ –-])", lambda found: found[0].translate(_LATIN), text)
    if found := re.fullmatch(rf"{first} ?{_CENTURIES}", text):
        yield f"{_hundreds(found['first'])}XX"
    if found := re.fullmatch(rf"{first} ?[-–] ?{second} ?{_CENTURIES}", text):
        one, other = _hundreds(found["first"]), _hundreds(found["second"])
        yield f"{one}XX/{other}XX"
    for name, words in _PARTS.items():
        before = rf"{words}{_OF}[- ]?(?:the )?{first} ?{_CENTURIES}"
        after = rf"{first} ?{_CENTURIES}(?:,)? {words}"
        if found := re.fullmatch(before, text) or re.fullmatch(after, text):
            hundreds = _hundreds(found["first"])
            following = f"{int(hundreds) + 1:02}" if hundreds else ""
            yield _SPAN[name].format(hundreds, following)


def _hundreds(text: str) -> str:
    """The first two digits of the years of a century: `18` for XIX."""
    if text.isdigit():
        number = int(text)
    else:
        values = [_ROMAN[letter] for letter in text]
        number = sum(
            -value if value < after else value
            for value, after in zip(values, [*values[1:], 0], strict=True)
        )
    return f"{number - 1:02}" if 1 <= number <= 21 else ""


def _in_days(text: str) -> Iterator[str]:
    if found := re.fullmatch(rf"(\d{{1,2}})[./](\d{{1,2}})[./](\d{{4}})(?: ?{_WORDS})?", text):
        yield f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    digits = re.findall(r"\d+", text)
    months = [_MONTHS[word] for word in re.findall(r"[^\W\d_]+", text) if word in _MONTHS]
    left = re.sub(rf"\d+|[^\W\d_]{{3,}}|[ ,.]|\b{_WORDS}", "", text)
    if len(months) != 1 or left not in ("", "г", "ж") or len(digits) > 2:
        return
    year = next((each for each in digits if len(each) == 4), "")
    days = [int(each) for each in digits if len(each) < 3]
    yield "-".join([year, f"{months[0]:02}", *(f"{day:02}" for day in days)])


def _sets(text: str) -> Iterator[str]:
    year = rf"(\d{{4}})(?: ?{_WORDS})?"
    if found := re.fullmatch(rf"{year} (?:или|немесе|or) {year}", text):
        yield f"[{found[1]},{found[2]}]"
    if found := re.fullmatch(rf"(?:между|between) {year} (?:и|and) {year}", text):
        yield f"[{found[1]}..{found[2]}]"
    if re.fullmatch(r"\d{4}(?:, ?\d{4}){1,9}", text):
        yield "{" + text.replace(" ", "") + "}"


def _months() -> dict[str, int]:
    named: dict[str, int] = {}
    for language in ("en", "ru", "kk"):
        months: Any = Locale(language).months
        for context in ("format", "stand-alone"):
            for number, name in months[context]["wide"].items():
                named[name.lower()] = number
    return named


_MONTHS = _months()
