"""What is done to many descriptions at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from repository.descriptions import PARTS, Description, Finding, Row, checked

Action = Literal["set", "add", "remove", "replace"]


@dataclass(frozen=True, slots=True)
class Change:
    """One action on one part, in one language ("" for parts that are codes).

    `set` makes the value the only one in that language, `add` puts one more behind the others,
    `remove` takes those that are equal to `find` (all, when it is empty), `replace` puts the value
    in place of `find` wherever it stands in a text.
    """

    part: str
    action: Action
    language: str = ""
    value: str = ""
    find: str = ""


def rows_after(change: Change, described: Description) -> tuple[Row, ...]:
    """The rows of the part after the change, unchecked."""
    rows = described.get(change.part, ())
    match change.action:
        case "set":
            return _set(change, rows)
        case "add":
            made = _row(change, change.value)
            first = rows and not PARTS[change.part].repeatable
            return _set(change, rows) if first else (*rows, made)
        case "remove":
            kept = (_removed(change, row) for row in rows)
            return tuple(row for row in kept if row)
        case "replace":
            return tuple(_replaced(change, row) for row in rows)


def changed(
    change: Change, described: Description
) -> tuple[dict[str, tuple[Row, ...]], list[Finding]]:
    """The parts that the change makes different, and what is wrong with them."""
    before = described.get(change.part, ())
    rows, findings = checked(PARTS[change.part], rows_after(change, described), before)
    return ({} if rows == before else {change.part: rows}), findings


def _set(change: Change, rows: Sequence[Row]) -> tuple[Row, ...]:
    if _is_code(change):
        return (_row(change, change.value),)
    first, *others = rows or (Row({}),)
    texts = {**first.texts, change.language: change.value}
    without = (replace(row, texts=_without(row.texts, change.language)) for row in others)
    return (replace(first, texts=texts), *(row for row in without if row))


def _removed(change: Change, row: Row) -> Row:
    if _is_code(change):
        return Row({}) if change.find in ("", row.code) else row
    if change.find in ("", row.texts.get(change.language)):
        return replace(row, texts=_without(row.texts, change.language))
    return row


def _replaced(change: Change, row: Row) -> Row:
    if not change.find:
        return row
    if _is_code(change):
        return replace(row, code=change.value) if row.code == change.find else row
    text = row.texts.get(change.language, "").replace(change.find, change.value)
    texts = {**row.texts, change.language: text}
    return replace(row, texts=texts) if change.language in row.texts else row


def _row(change: Change, value: str) -> Row:
    return Row({}, code=value) if _is_code(change) else Row({change.language: value})


def _is_code(change: Change) -> bool:
    return PARTS[change.part].codes


def _without(texts: Mapping[str, str], language: str) -> dict[str, str]:
    return {code: text for code, text in texts.items() if code != language}
