"""The check report: every work that a batch would bring in, and everything that is wrong with it.

Nothing is written here. A list gives one work for each row; without a list each folder with
scans and each document is one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from repository.batches.columns import COLLECTION, FILE, RECORD, Column, columns_of, heading_row
from repository.batches.places import Place, normal
from repository.batches.problem import Problem
from repository.batches.table import Line, Table, read_table
from repository.batches.values import Said, read_cells
from repository.errors import RefusedError
from repository.records.reading import LARGEST as LARGEST_RECORD
from repository.records.reading import Card, read_records

_MOST_UNKNOWN = 20
_NO_TITLES = frozenset(
    {"scans", "images", "pages", "master", "masters", "tif", "tiff", "jpg", "jpeg", "сканы",
     "изображения", "страницы", "скандар", "суреттер", "беттер"}
)  # fmt: skip
_ENDINGS = ("", ".pdf", ".PDF", ".tif", ".tiff")


@dataclass(slots=True)
class Found:
    """A work to be: the row it stands in, where its files lie, what is said of it."""

    number: int
    place: str
    title: str
    plan: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """What a batch would do; `problems` are those of the whole list."""

    rows: list[Found]
    problems: list[Problem] = field(default_factory=list)


Told = Callable[[int, int], None]


def _nobody(_done: int, _whole: int) -> None:
    """Who need not hear how far a check is."""


def check_list(data: bytes, place: Place, told: Told = _nobody) -> Report:
    """What a list would bring in of the files at a place. Raises `RefusedError`.

    `told` hears how many of how many rows are checked.
    """
    table = read_table(data)
    start = heading_row([line.cells for line in table.lines])
    if start is None:
        raise RefusedError("batch-no-headings")
    heading = table.lines[start]
    columns, unknown = columns_of(heading.cells)
    report = Report([], list(_of_headings(columns, unknown)))
    if FILE not in {column.name for column in columns}:
        report.problems.append(Problem("batch-no-file-column", {}))
        return report
    report.problems += _of_merged(table, heading)
    lines = table.lines[start + 1 :]
    for number, line in enumerate(lines, start=1):
        report.rows.append(_row(line, columns, place))
        told(number, len(lines))
    if not report.rows:
        raise RefusedError("batch-list-empty")
    _find_twins(report.rows)
    return report


def check_place(place: Place) -> Report:
    """What the folders and documents at a place would become. Raises `RefusedError`."""
    works = place.works()
    if not works:
        raise RefusedError("batch-nothing")
    rows = []
    for number, path in enumerate(works, start=1):
        name = PurePosixPath(path)
        rows.append(Found(number, path, "" if path == "." else _bare(name)))
    return Report(rows)


def _bare(name: PurePosixPath) -> str:
    """What a work is called by its path: `book` for `book.pdf`, `book` and `book/scans`."""
    if name.name.lower() in _NO_TITLES and name.parent.name:
        name = name.parent
    return name.stem if name.suffix.lower() in (".pdf", ".tif", ".tiff") else name.name


def _of_headings(columns: Sequence[Column], unknown: Sequence[str]) -> Iterator[Problem]:
    for heading in unknown[:_MOST_UNKNOWN]:
        yield Problem("batch-unknown-column", {"column": heading[:80]}, heading[:80])
    single = [column for column in columns if column.name in (FILE, RECORD, COLLECTION)]
    seen: set[str] = set()
    for column in single:
        if column.name in seen:
            yield Problem("batch-column-twice", {"column": column.heading}, column.heading)
        seen.add(column.name)


def _of_merged(table: Table, heading: Line) -> Iterator[Problem]:
    for top, cells in table.merged:
        if top >= heading.number:
            yield Problem("batch-merged-cells", {"cells": cells})


def _row(line: Line, columns: Sequence[Column], place: Place) -> Found:
    said = read_cells([c for c in columns if c.name not in (FILE, RECORD, COLLECTION)], line.cells)
    cells = {column.name: _cell(line, column) for column in columns if column.name != ""}
    headings = {column.name: column.heading for column in columns}
    row = Found(line.number, "", next((t for ts in said.label.values() for t in ts), ""))
    row.problems += said.problems
    _find_file(row, cells.get(FILE, ""), headings[FILE], place)
    fields = said.fields()
    if cells.get(RECORD):
        card = _record(row, cells[RECORD], headings[RECORD], place)
        fields = _joined(card, fields) if card else fields
        row.title = row.title or (card.title if card else "")
    row.title = (row.title or _bare(PurePosixPath(row.place)))[:500]
    row.plan = {"fields": fields, "collection": _slug(cells.get(COLLECTION, ""))}
    return row


def _cell(line: Line, column: Column) -> str:
    return line.cells[column.place] if column.place < len(line.cells) else ""


def _find_file(row: Found, cell: str, heading: str, place: Place) -> None:
    if not cell:
        row.problems.append(Problem("batch-no-file-named", {}, heading))
        return
    try:
        path = normal(cell)
    except RefusedError as error:
        row.problems.append(Problem.of(error, heading))
        return
    # Lists of discs often leave the ending out.
    found = next((path + end for end in _ENDINGS if place.holds(path + end)), "")
    row.place = found or path
    if not found:
        row.problems.append(Problem("batch-no-file", {"path": cell[:200]}, heading))
    elif place.holds(found) == "empty":
        row.problems.append(Problem("batch-empty-file", {"path": cell[:200]}, heading))


def _record(row: Found, cell: str, heading: str, place: Place) -> Card | None:
    """The card of a record file; `file.mrc#3` names its third record."""
    name, _, number = cell.rpartition("#") if "#" in cell else (cell, "", "1")
    try:
        cards = read_records(place.read(normal(name), LARGEST_RECORD)).cards
        if not (number.isascii() and number.isdigit() and 0 < int(number) <= len(cards)):
            raise RefusedError("record-no-such", number=number)
        return cards[int(number) - 1]
    except RefusedError as error:
        row.problems.append(Problem.of(error, heading))
    except OSError as error:
        row.problems.append(Problem("batch-unreadable", {"problem": str(error)}, heading))
    return None


def _joined(card: Card, fields: dict[str, Any]) -> dict[str, Any]:
    """What the record says, with what the list says in the place of it."""
    joined = card.fields() | {name: value for name, value in fields.items() if name != "metadata"}
    listed = fields.get("metadata", [])
    terms = {entry["term"] for entry in listed}
    kept = [entry for entry in card.metadata if entry["term"] not in terms]
    return joined | {"metadata": [*kept, *listed]}


def _slug(text: str) -> str:
    """A collection's slug, of which only what an address can hold is taken."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.strip().lower())
    return kept.strip("-")[:100]


def _find_twins(rows: Sequence[Found]) -> None:
    """Two rows for the same files would make one work out of two."""
    seen: dict[str, int] = {}
    for row in rows:
        if not row.place:
            continue
        first = seen.setdefault(row.place.casefold(), row.number)
        if first != row.number:
            row.problems.append(Problem("batch-twice", {"row": first, "path": row.place}))


__all__ = ["Found", "Report", "Said", "Told", "check_list", "check_place"]
