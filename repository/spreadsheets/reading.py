"""Starting the process that reads, and what comes back."""

import json
import subprocess
import sys
from dataclasses import dataclass

from repository.errors import RefusedError

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet: its rows from the top as texts, and (row, range) of merged cells."""

    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, str], ...]


def read_xlsx(data: bytes, most_rows: int, most_columns: int) -> Sheet:
    """The first sheet of an XLSX. Raises `RefusedError`."""
    command = [sys.executable, "-m", "repository.spreadsheets", str(most_rows), str(most_columns)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise RefusedError("batch-list-too-large", largest=most_rows) from error
    except ValueError as error:
        # It ran out of memory or was killed: no spreadsheet of a list does that.
        raise RefusedError("batch-spreadsheet", problem="?") from error
    if "code" in answer:
        raise RefusedError(answer["code"], **answer["params"])
    rows = tuple(tuple(row) for row in answer["rows"])
    return Sheet(rows, tuple((top, name) for top, name in answer["merged"]))
