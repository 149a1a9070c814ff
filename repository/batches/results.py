"""What became of a batch, as a table that a spreadsheet opens."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy.orm import Session

from repository.batches.keeping import RowStatus, row_statuses
from repository.models import Batch
from repository.reasons import sentence

_PART = 1000
_HEADINGS = {
    "kk": ("Жол", "Файл", "Атауы", "Күйі", "Баған", "Себебі", "Еңбек"),
    "ru": ("Строка", "Файл", "Заглавие", "Состояние", "Столбец", "Причина", "Произведение"),
    "en": ("Row", "File", "Title", "State", "Column", "Reason", "Work"),
}
_STATES = {
    "kk": {"": "тексерілді", "waiting": "кезекте", "running": "өңделуде", "done": "дайын",
           "failed": "қате", "made": "жасалды", "found": "бұрыннан бар"},
    "ru": {"": "проверена", "waiting": "в очереди", "running": "в работе", "done": "готова",
           "failed": "ошибка", "made": "создано", "found": "уже было"},
    "en": {"": "checked", "waiting": "waiting", "running": "in work", "done": "done",
           "failed": "failed", "made": "made", "found": "was there"},
}  # fmt: skip
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def results(
    session: Session, batch: Batch, language: str, address: Callable[[str], str]
) -> Iterator[str]:
    """The table as CSV, piece by piece: `;` between cells and a mark for UTF-8 in front."""
    yield "\ufeff" + _csv([_HEADINGS[language]])
    offset = 0
    while rows := row_statuses(session, batch.id, _PART, offset):
        yield _csv(line for row in rows for line in _lines(row, language, address))
        offset += len(rows)


def _lines(
    status: RowStatus, language: str, address: Callable[[str], str]
) -> Iterator[tuple[str, ...]]:
    row = status.row
    start = (str(row.number), row.place, row.title, _state(status, language))
    work = address(row.work_id) if row.work_id else ""
    if row.problems:
        for problem in row.problems:
            why = sentence(problem["code"], problem["params"], language)
            yield (*start, problem["column"], why, work)
    else:
        reason = status.reason
        why = sentence(reason["code"], reason["params"], language) if reason else ""
        yield (*start, "", why, work)


def _state(status: RowStatus, language: str) -> str:
    words = _STATES[language]
    if status.state == "done" and status.row.outcome:
        return words[status.row.outcome]
    return words[status.state or ""]


def _csv(lines: Iterable[Iterable[str]]) -> str:
    kept = io.StringIO()
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in line])
    return kept.getvalue()
