r"""Descriptions as a table: a row per work, a column per part and language.

Columns are called `title[kk]`, `subject[ru]`, `language`, `creator.role`. Several values of one
part stand in one cell, parted by ` | `; those at the same place in `subject[kk]` and `subject[ru]`
are one value in two languages. A `|` or `\` of a value has a `\` before it. Cells that a
spreadsheet would take for a formula begin with `'`, which is taken off again.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence

from repository.batches.table import read_table
from repository.descriptions import PARTS, SITE, Description, Row
from repository.errors import RefusedError
from repository.fields import Kind

ID = "id"
_JOINT = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_COLUMN = re.compile(r"([a-z]+)(?:\[([A-Za-z0-9-]{1,40})\]|\.(role|authorities))?")


def columns_of(all_described: Sequence[Description]) -> list[str]:
    """The columns that hold all of these: kk, ru and en for what is said in languages."""
    wanted: list[str] = []
    for name, part in PARTS.items():
        rows = [row for described in all_described for row in described.get(name, ())]
        further = {language for row in rows for language in row.texts}
        if part.codes or part.kind == Kind.LINK:
            wanted.append(name)
        languages = [*(SITE if part.localized else ()), *sorted(further - set(SITE))]
        if part.kind == Kind.DATE or not (part.localized or part.codes):
            wanted.append(name)
            further.discard("none")
            languages = sorted(further)
        wanted += [f"{name}[{language}]" for language in languages]
        if part.kind == Kind.NAME and name in ("creator", "contributor"):
            wanted.append(f"{name}.role")
        if any(row.authorities for row in rows):
            wanted.append(f"{name}.authorities")
    return wanted


def cells_of(described: Description, columns: Sequence[str]) -> list[str]:
    """The cells of a work's row."""
    return [_cell(described, column) for column in columns]


def write_csv(rows: Sequence[tuple[str, Description]], separator: str = ";") -> str:
    """A whole table as CSV with a byte order mark, which spreadsheets know UTF-8 by."""
    columns = columns_of([described for _, described in rows])
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
    writer.writerow([ID, *columns])
    for key, described in rows:
        cells = [key, *cells_of(described, columns)]
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return target.getvalue()


def read_rows(data: bytes) -> dict[str, dict[str, str]]:
    """The cells of each work that a CSV or an XLSX names, by column. Raises `RefusedError`."""
    head, *lines = read_table(data).lines
    columns = [name.strip() for name in head.cells]
    while columns and not columns[-1]:
        columns.pop()
    unknown = [name for name in columns if name != ID and not is_column(name)]
    if ID not in columns or unknown or len(set(columns)) != len(columns):
        raise RefusedError("table-columns", columns=", ".join(unknown[:10]) or ID)
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        cells = dict(zip(columns, (_bare(cell) for cell in line.cells), strict=False))
        key = cells.pop(ID, "").strip()
        if not key or key in found:
            raise RefusedError("table-row", row=line.number)
        found[key] = cells
    return found


def is_column(name: str) -> bool:
    """Whether this is the name of a column."""
    found = _COLUMN.fullmatch(name)
    return found is not None and found[1] in PARTS


def described_by(cells: Mapping[str, str], before: Description) -> dict[str, tuple[Row, ...]]:
    """The rows of the parts that a work's cells speak of; columns that are not there stay."""
    spoken: dict[str, dict[str, list[str]]] = {}
    for column, cell in cells.items():
        found = _COLUMN.fullmatch(column)
        assert found is not None
        kind = found[3] or f"[{found[2] or ''}]"
        spoken.setdefault(found[1], {})[kind] = _apart(cell)
    return {name: _rows(name, given, before.get(name, ())) for name, given in spoken.items()}


def _rows(name: str, given: Mapping[str, Sequence[str]], before: Sequence[Row]) -> tuple[Row, ...]:
    most = max(len(before), *(len(values) for values in given.values()))
    rows = (_row_at(name, number, given, before) for number in range(most))
    return tuple(row for row in rows if row)


def _row_at(
    name: str, number: int, given: Mapping[str, Sequence[str]], before: Sequence[Row]
) -> Row:
    old = before[number] if number < len(before) else Row({})
    part = PARTS[name]
    texts, code, role, ids = dict(old.texts), old.code, old.role, old.authorities
    for kind, values in given.items():
        value = values[number] if number < len(values) else ""
        if kind == "role":
            role = value
        elif kind == "authorities":
            ids = tuple(value.split())
        elif kind != "[]":
            texts[kind[1:-1]] = value
        elif part.codes or part.kind == Kind.LINK:
            code = value
        else:
            texts["none"] = value
    return Row({language: text for language, text in texts.items() if text}, code, role, ids)


def _cell(described: Description, column: str) -> str:
    found = _COLUMN.fullmatch(column)
    assert found is not None
    name, language, beside = found.groups()
    rows = described.get(name, ())
    values = [_value(name, row, language, beside) for row in rows]
    if not any(values):
        return ""
    return _JOINT.join(re.sub(r"([\\|])", r"\\\1", value) for value in values).strip()


def _value(name: str, row: Row, language: str | None, beside: str | None) -> str:
    if beside:
        return row.role if beside == "role" else " ".join(row.authorities)
    if language:
        return row.texts.get(language, "")
    coded = PARTS[name].codes or PARTS[name].kind == Kind.LINK
    return row.code if coded else row.texts.get("none", "")


def _apart(cell: str) -> list[str]:
    if not cell.strip():
        return []
    values = [""]
    escaped = False
    for letter in cell:
        if escaped or letter not in "\\|":
            values[-1] += letter
            escaped = False
        elif letter == "|":
            values.append("")
        else:
            escaped = True
    return [value.strip() for value in values]


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
