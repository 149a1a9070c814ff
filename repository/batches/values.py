"""From the cells of a row to what is said of a work, with every cell that is at fault."""

import re
from collections.abc import Sequence
from typing import Any

from repository.batches.columns import RIGHTS, SUMMARY, TITLE, Column
from repository.batches.problem import Problem
from repository.batches.table import is_error
from repository.fields import FIELDS, Kind, entry_of, type_of
from repository.fields.dates import understand
from repository.fields.languages import code_of, is_known, labels, name_of
from repository.models.base import LanguageMap
from repository.records.rights import rights_in

_SEVERAL = (Kind.NAME, Kind.PLACE, Kind.SUBJECT, Kind.LANGUAGE, Kind.TYPE)
_BETWEEN = re.compile(r"\s*[;|\n]\s*")
_FORMULA = re.compile(r"^=\s*[A-Za-zА-Яа-я+\-@\"'(]")
_CC = "http://creativecommons.org/"
_RS = "http://rightsstatements.org/vocab/"
_RIGHTS = {
    "public domain": f"{_CC}publicdomain/mark/1.0/",
    "pdm": f"{_CC}publicdomain/mark/1.0/",
    "общественное достояние": f"{_CC}publicdomain/mark/1.0/",
    "қоғамдық игілік": f"{_CC}publicdomain/mark/1.0/",
    "cc0": f"{_CC}publicdomain/zero/1.0/",
    "in copyright": f"{_RS}InC/1.0/",
    "охраняется авторским правом": f"{_RS}InC/1.0/",
    "авторлық құқықпен қорғалған": f"{_RS}InC/1.0/",
}
_CC_NAME = re.compile(r"cc[ -](by(?:-nc)?(?:-nd|-sa)?)(?:[ -](\d\.\d))?", re.ASCII)
_VOCABULARY = re.compile(r"(InC|NoC|NKC|CNE|UND)(-[A-Z]{2,3}){0,2}")


class Said:
    """What a row says: the fields of a work, and the problems of its cells."""

    def __init__(self) -> None:
        self.label: LanguageMap = {}
        self.summary: LanguageMap = {}
        self.rights = ""
        self.metadata: dict[str, dict[str, Any]] = {}
        self.problems: list[Problem] = []

    def fields(self) -> dict[str, Any]:
        """As a plan keeps them."""
        said: dict[str, Any] = {
            "label": self.label,
            "summary": self.summary,
            "rights": self.rights,
            "metadata": list(self.metadata.values()),
        }
        return {name: value for name, value in said.items() if value}


def read_cells(columns: Sequence[Column], cells: Sequence[str]) -> Said:
    """What the cells of a row say in these columns."""
    said = Said()
    for column in columns:
        text = cells[column.place] if column.place < len(cells) else ""
        if not text:
            continue
        if is_error(text) or _FORMULA.match(text):
            said.problems.append(Problem("batch-formula", {"value": text[:80]}, column.heading))
        else:
            _read(said, column, text)
    return said


def _read(said: Said, column: Column, text: str) -> None:
    if column.name == TITLE:
        said.label.setdefault(column.language, []).append(text)
    elif column.name == SUMMARY:
        said.summary.setdefault(column.language, []).append(text)
    elif column.name == RIGHTS:
        said.rights = _checked(said, column, text, _rights(text), "batch-rights")
    elif column.name in FIELDS:
        _read_field(said, column, text)


def _read_field(said: Said, column: Column, text: str) -> None:
    kind = FIELDS[column.name].kind
    parts = [part for part in _BETWEEN.split(text) if part] if kind in _SEVERAL else [text]
    for part in parts:
        if kind == Kind.DATE:
            if date := _checked(said, column, part, understand(part), "batch-date"):
                _add(said, column.name, {"none": [date]})
        elif kind == Kind.LANGUAGE:
            code = code_of(part)
            code = code if code and is_known(code) and name_of(code, "en") != code else ""
            if _checked(said, column, part, code, "batch-language"):
                _add(said, column.name, labels(code), code)
        elif kind == Kind.TYPE:
            known = type_of(part)
            if _checked(said, column, part, known.code if known else "", "batch-type") and known:
                value = {language: [each] for language, each in known.labels.items()}
                _add(said, column.name, value, known.code)
        else:
            _add(said, column.name, {column.language: [part]})


def _checked(said: Said, column: Column, text: str, found: str, code: str) -> str:
    if not found:
        said.problems.append(Problem(code, {"value": text[:80]}, column.heading))
    return found


def _add(said: Said, name: str, value: LanguageMap, code: str = "") -> None:
    entry = said.metadata.setdefault(f"{name}:{code}", entry_of(name, {}, code))
    for language, texts in value.items():
        there = entry["value"].setdefault(language, [])
        there.extend(text for text in texts if text not in there)


def _rights(text: str) -> str:
    bare = " ".join(text.split())
    if found := rights_in([bare]):
        return found
    if bare.casefold() in _RIGHTS:
        return _RIGHTS[bare.casefold()]
    if named := _CC_NAME.fullmatch(bare.casefold()):
        return f"{_CC}licenses/{named[1]}/{named[2] or '4.0'}/"
    return f"{_RS}{bare}/1.0/" if _VOCABULARY.fullmatch(bare) else ""
