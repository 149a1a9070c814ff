"""The form of a description: its names, and what was typed into it.

A field is called `part.row.column`; columns are languages, `code`, `role`, `authorities`, and
`other` with its language in `tongue`. `seen.part` marks what the form showed.
"""

import re
from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from repository.descriptions import PARTS, Row
from repository.descriptions.check import MOST_ROWS

LARGEST = 4 << 20
"""Bytes of a form that are read."""

_NAME = re.compile(r"([a-z]{1,20})\.(\d{1,3})\.([A-Za-z0-9-]{1,40})")
_ID = re.compile(r"[0-9A-Za-z_-]{1,16}")


def typed_rows(form: MultiDict[str, str]) -> dict[str, tuple[Row, ...]]:
    """What the form says of each part that it has, the empty rows too, so that places stay."""
    cells: dict[str, dict[int, dict[str, str]]] = {}
    for name, value in form.items():
        found = _NAME.fullmatch(name)
        if found and found[1] in PARTS and int(found[2]) <= MOST_ROWS:
            cells.setdefault(found[1], {}).setdefault(int(found[2]), {})[found[3]] = value
    return {
        part: tuple(_row(rows.get(number, {})) for number in range(max(rows) + 1))
        for part, rows in cells.items()
    }


def seen_marks(form: MultiDict[str, str]) -> dict[str, str]:
    """The marks of what the form showed."""
    return {
        name.removeprefix("seen."): value
        for name, value in form.items()
        if name.startswith("seen.")
    }


def _row(cells: Mapping[str, str]) -> Row:
    texts = {
        column: text
        for column, text in cells.items()
        if column not in ("code", "role", "authorities", "other", "tongue") and text.strip()
    }
    other = cells.get("other", "").strip()
    if other:
        texts[cells.get("tongue", "").strip() or "none"] = other
    ids = tuple(key for key in cells.get("authorities", "").split() if _ID.fullmatch(key))
    return Row(texts, cells.get("code", ""), cells.get("role", ""), ids)
