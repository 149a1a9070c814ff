"""One value of a description, in as many languages as it is said in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from repository.fields import Kind, code_in, field_of
from repository.models import Work
from repository.models.base import LanguageMap

JOINT = "; "


@dataclass(frozen=True, slots=True)
class Row:
    """A value: its `texts` by language, "none" where that is not known.

    `code` is that of a language, a type or a statement of rights, or an address; `role` is what
    a person did; `authorities` are ids of the persons, places or subjects that it names.
    `label` is what its entry is called, when that is not the name of its field.
    """

    texts: Mapping[str, str]
    code: str = ""
    role: str = ""
    authorities: tuple[str, ...] = ()
    label: Mapping[str, Any] | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return bool(self.code) or any(self.texts.values())


Description = Mapping[str, tuple[Row, ...]]
"""Rows by the name of their part; parts of which nothing is said are not there."""


def read(work: Work) -> Description:
    """What is said of a work, but for the entries that are no field of ours."""
    found: dict[str, list[Row]] = {
        "title": [_joined(work.label)],
        "summary": [_joined(work.summary or {})],
        "rights": [Row({}, code=work.rights or "")],
        "statement": [_joined((work.required_statement or {}).get("value", {}))],
        "homepage": [_joined(each["label"], each["href"]) for each in work.homepages],
    }
    for entry in work.metadata_:
        if known := field_of(entry):
            found.setdefault(known.name, []).extend(rows_in(entry))
    return {name: tuple(row for row in rows if row) for name, rows in found.items() if any(rows)}


def rows_in(entry: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of one entry: its values one by one, with what they are in other languages."""
    known = field_of(entry)
    label = None if known and entry["label"] == known.label else entry["label"]
    role, authorities = entry.get("role") or "", tuple(entry.get("authorities") or ())
    for texts in _apart(entry["value"]):
        code = next((code for text in texts.values() if (code := code_in(entry, text))), "")
        if known and known.kind in (Kind.LANGUAGE, Kind.TYPE) and code:
            yield Row({}, code, label=label)
        else:
            yield Row(texts, "", role, authorities, label)


def _apart(value: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    lengths = {len(texts) for texts in value.values() if texts}
    if len(lengths) == 1:
        for number in range(lengths.pop()):
            yield {language: texts[number] for language, texts in value.items() if texts}
    elif lengths:
        # Nobody knows which of them belong together.
        yield {language: JOINT.join(texts) for language, texts in value.items() if texts}


def _joined(label: LanguageMap, code: str = "") -> Row:
    return Row({language: JOINT.join(texts) for language, texts in label.items() if texts}, code)
