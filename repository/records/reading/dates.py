"""Years as records write them, as EDTF (https://www.loc.gov/standards/datetime/)."""

import re

_RANGE = re.compile(r"(?<!\d)(\d{4})\s?[-–—/]\s?(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DECADE = re.compile(r"(?<!\d)(\d{3})[-–?uUXx](?![\dA-Za-zа-я])")
_CENTURY = re.compile(r"(?<!\d)(\d{2})(?:--|uu|XX|\?\?)(?!\w)")
_ABOUT = re.compile(r"\b(ca|circa|ок|около|шамамен|between|между)\b\.?", re.IGNORECASE)


def edtf(text: str) -> str:
    """A date in words as EDTF, "" when there is no year in it."""
    if found := _RANGE.search(text):
        return f"{found[1]}/{found[2]}" if found[1] <= found[2] else found[1]
    if found := _YEAR.search(text):
        mark = "?" if "?" in text else "~" if _ABOUT.search(text) else ""
        if mark == "?" and _ABOUT.search(text):
            mark = "%"
        return found[1] + mark
    if found := _DECADE.search(text):
        return f"{found[1]}X"
    if found := _CENTURY.search(text):
        return f"{found[1]}XX"
    return ""


def coded(kind: str, first: str, second: str) -> str:
    """A coded date (MARC 21 008/06-14, UNIMARC 100 $a/8-16) as EDTF, "" when it says nothing."""
    begin, end = _year(first), _year(second)
    if not begin:
        return ""
    if kind in "mikcdbg" and end and end not in (begin, "9999"):
        return f"{begin}/{end}"
    if kind in "qf" and end and end != begin:
        return f"[{begin}..{end}]"
    return begin


def _year(text: str) -> str:
    bare = text.strip().replace("|", "").replace("#", "")
    filled = re.sub("[uU?-]", "X", bare)
    if filled == "9999" or not re.fullmatch(r"\d{2}[\dX]{2}", filled):
        return ""
    return filled if "X" not in filled[:3] or filled.endswith("XX") else ""
