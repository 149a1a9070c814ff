"""`python -m repository.spreadsheets ROWS COLUMNS`: an XLSX in, JSON out, within limits."""

import datetime
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    WorksheetNotFound,
    XmlError,
    ZipError,
)

_MEMORY = 1536 << 20
_SECONDS = 50
_MOST_UNPACKED = 512 << 20
_MOST_MERGED = 20
_LONGEST = 20_000
_MOST_SCANNED = 64 << 20
_FIRST = "xl/worksheets/sheet1.xml"
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]{1,300})>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
ERROR = "#REF!"


def main() -> None:
    """Read standard input and write `{"rows", "merged"}` or `{"code", "params"}`."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    try:
        answer = _read(sys.stdin.buffer.read(), most_rows, most_columns)
    except PasswordError:
        answer = _refused("batch-password")
    except (CalamineError, WorksheetNotFound, XmlError, ZipError) as error:
        answer = _refused("batch-spreadsheet", problem=str(error)[:200])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        answer = _refused("batch-spreadsheet", problem=str(error)[:200])
    json.dump(answer, sys.stdout)


def _read(data: bytes, most_rows: int, most_columns: int) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
            return _refused("batch-list-too-large", largest=_MOST_UNPACKED >> 20)
        errors = list(_errors(archive))
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=most_rows * 2 + 1)
        texts = [[_text(cell) for cell in row] for row in rows]
        for row, column in errors:
            if row < len(texts) and column < len(texts[row]):
                texts[row][column] = ERROR
        if sum(1 for row in texts if any(row)) > most_rows or sheet.total_height > most_rows * 2:
            return _refused("batch-too-many-rows", most=most_rows - 1)
        if any(any(row[most_columns:]) for row in texts):
            return _refused("batch-too-many-columns", most=most_columns)
        return {"rows": [row[:most_columns] for row in texts], "merged": _merged(sheet)}


def _errors(archive: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of the cells whose formula failed: the reader leaves them empty."""
    if _FIRST not in archive.namelist():
        return
    with archive.open(_FIRST) as sheet:
        text = sheet.read(_MOST_SCANNED)
    for cell in _CELL.finditer(text):
        place = _PLACE.search(cell[1])
        if place and b't="e"' in cell[1]:
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            yield int(place[2]) - 1, column - 1


def _refused(code: str, **params: str | int) -> dict[str, Any]:
    return {"code": code, "params": params}


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell).strip()[:_LONGEST]


def _merged(sheet: CalamineSheet) -> list[tuple[int, str]]:
    return [
        (top + 1, f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}")
        for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:_MOST_MERGED]
    ]


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


if __name__ == "__main__":
    main()
