"""A list of works as a spreadsheet: CSV or XLSX, read whole and within bounds."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from repository.errors import RefusedError
from repository.records.reading.letters import encoding_of, is_utf8
from repository.spreadsheets import read_xlsx

LARGEST = 32 << 20
"""Most bytes of a list."""

MOST_ROWS = 10_000
_MOST_COLUMNS = 200
_LONGEST = 20_000
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SIGNS = (";", ",", "\t", "|")
_ERROR = re.compile(r"#(REF|VALUE|NAME|DIV/0|N/A|NUM|NULL)[!?]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as the spreadsheet shows it, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All rows that have anything in them; `merged` are (row, range) of merged cells."""

    lines: tuple[Line, ...]
    merged: tuple[tuple[int, str], ...] = ()


def read_table(data: bytes) -> Table:
    """The rows of the first sheet of an XLSX, or of a CSV. Raises `RefusedError`."""
    if len(data) > LARGEST:
        raise RefusedError("batch-list-too-large", largest=LARGEST >> 20)
    if data[:4] == _OLD_EXCEL:
        raise RefusedError("batch-old-excel")
    if data[:4] == _ZIP:
        sheet = read_xlsx(data, MOST_ROWS + 1, _MOST_COLUMNS)
        table = Table(tuple(_numbered(sheet.rows)), sheet.merged)
    else:
        table = Table(tuple(_numbered(_from_csv(data))))
    if not table.lines:
        raise RefusedError("batch-list-empty")
    return table


def is_error(cell: str) -> bool:
    """Whether a cell holds what a spreadsheet shows when a formula cannot be computed."""
    return _ERROR.fullmatch(cell) is not None


def _numbered(rows: Iterable[Sequence[str]]) -> Iterator[Line]:
    kept = 0
    for number, cells in enumerate(rows, start=1):
        if any(cell.strip() for cell in cells[_MOST_COLUMNS:]):
            raise RefusedError("batch-too-many-columns", most=_MOST_COLUMNS)
        texts = tuple(cell.strip()[:_LONGEST] for cell in cells[:_MOST_COLUMNS])
        if any(texts):
            kept += 1
            if kept > MOST_ROWS + 1:
                raise RefusedError("batch-too-many-rows", most=MOST_ROWS)
            yield Line(number, texts)


def _from_csv(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    if "\0" in text:
        raise RefusedError("batch-encoding")
    csv.field_size_limit(1 << 20)
    # A quote that is never closed swallows the rest: strict makes it an error.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_sign_of(text), strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RefusedError("batch-csv", line=reader.line_num, problem=str(error)) from error
        yield cells


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise RefusedError("batch-encoding") from error
    if is_utf8(data):
        return data.decode("utf-8-sig")
    # Spreadsheets in Russian and Kazakh write CSV in Windows-1251 unless asked otherwise.
    known = encoding_of([data])
    if known == "marc-8":
        raise RefusedError("batch-encoding")
    return data.decode(known, errors="replace")


def _sign_of(text: str) -> str:
    """What stands between the cells: the sign that every one of the first lines has most of."""
    start = [line for line in text[:10_000].splitlines() if line.strip()][:3]
    counts = {sign: min((line.count(sign) for line in start), default=0) for sign in _SIGNS}
    best = max(_SIGNS, key=lambda sign: counts[sign])
    return best if counts[best] else max(_SIGNS, key=lambda sign: (start or [""])[0].count(sign))
