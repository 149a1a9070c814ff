"""From rows back to what a work keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from repository.descriptions.parts import PARTS
from repository.descriptions.row import JOINT, Row, read, rows_in
from repository.fields import FIELDS, ROLES, Kind, entry_of, field_of
from repository.fields.languages import labels
from repository.fields.types import TYPES
from repository.models import Work
from repository.models.base import LanguageMap

_ORDER = {name: number for number, name in enumerate(PARTS)}
_STATEMENT = {"kk": ["Дереккөзі"], "ru": ["Источник"], "en": ["Attribution"]}


def write(work: Work, changes: Mapping[str, Sequence[Row]]) -> None:
    """Make these rows those of their parts; other parts, and entries of no field, stay.

    The rows are checked ones, see `repository.descriptions.check`.
    """
    now = read(work)
    for name, given in changes.items():
        rows = tuple(row for row in given if row)
        if rows == now.get(name, ()):
            continue
        if name in FIELDS:
            work.metadata_ = _replaced(work.metadata_, name, rows)
        else:
            _write_own(work, name, rows)


def _write_own(work: Work, name: str, rows: Sequence[Row]) -> None:
    first = rows[0] if rows else Row({})
    if name == "title":
        work.label = _map(first.texts, work.label)
    elif name == "summary":
        work.summary = _map(first.texts, work.summary or {}) or None
    elif name == "rights":
        work.rights = first.code or None
    elif name == "statement":
        before = work.required_statement or {"label": _STATEMENT, "value": {}}
        value = _map(first.texts, before["value"])
        work.required_statement = {"label": before["label"], "value": value} if value else None
    else:
        work.homepages = [_link(row, work.homepages) for row in rows]


def _link(row: Row, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    same = next((dict(each) for each in before if each["href"] == row.code), None)
    link = same or {"href": row.code, "type": "Text", "format": "text/html"}
    return link | {"label": _map(row.texts, link.get("label", {})) or {"none": [row.code]}}


def _map(texts: Mapping[str, str], before: LanguageMap) -> LanguageMap:
    """A language map; several values that were shown as one stay several."""
    return {
        language: kept if JOINT.join(kept := before.get(language, [])) == text else [text]
        for language, text in texts.items()
        if text
    }


def _replaced(entries: Sequence[Any], name: str, rows: Sequence[Row]) -> list[Any]:
    """The entries with those of one field replaced, where the first of them stood."""
    named = [field.name if (field := field_of(entry)) else "" for entry in entries]
    old = [entry for entry, field in zip(entries, named, strict=True) if field == name]
    made = _entries(name, rows, old)
    others = [entry for entry, field in zip(entries, named, strict=True) if field != name]
    if name in named:
        place = named.index(name)
    else:
        rank = [_ORDER.get(field, -1) for field in named]
        later = (place for place, each in enumerate(rank) if each > _ORDER[name])
        place = next(later, len(others))
    return [*others[:place], *made, *others[place:]]


def _entries(name: str, rows: Sequence[Row], old: Sequence[Any]) -> list[Any]:
    kept = {number: tuple(rows_in(entry)) for number, entry in enumerate(old)}
    before = [row for was in kept.values() for row in was]
    made: list[Any] = []
    place = 0
    while place < len(rows):
        same = next(
            (n for n, was in kept.items() if was and was == tuple(rows[place : place + len(was)])),
            None,
        )
        if same is None:
            made.append(_entry(name, _called(rows[place], before[place : place + 1])))
            place += 1
        else:
            made.append(old[same])
            place += len(kept.pop(same))
    return made


def _called(row: Row, before: Sequence[Row]) -> Row:
    """The row under the name that its entry had before: `Bound by` stays when the name changes."""
    label = before[0].label if before and not before[0].role and not row.role else None
    return replace(row, label=row.label or label)


def _entry(name: str, row: Row) -> dict[str, Any]:
    value = _map(row.texts, {})
    if row.code:
        named = FIELDS[name].kind == Kind.LANGUAGE
        value = labels(row.code) if named else _in_site(TYPES[row.code].labels)
    entry = entry_of(name, value, row.code, row.role)
    if row.label:
        entry["label"] = dict(row.label)
    elif row.role:
        entry["label"] = _in_site(ROLES[row.role])
    if row.authorities:
        entry["authorities"] = list(row.authorities)
    return entry


def _in_site(texts: Mapping[str, str]) -> LanguageMap:
    return {language: [text] for language, text in texts.items()}
