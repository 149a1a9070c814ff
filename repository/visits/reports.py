"""Monthly tables, with the columns of COUNTER's reports."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.models import Institution, Usage, Work
from repository.models.base import LanguageMap

# Name of each metric as COUNTER has it; a visit is what it calls a session.
METRICS = {
    "visits": "Visits",
    "investigations": "Total_Item_Investigations",
    "requests": "Total_Item_Requests",
    "unique_investigations": "Unique_Item_Investigations",
    "unique_requests": "Unique_Item_Requests",
}
MOST_MONTHS = 120
_MOST_ROWS = 100_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One metric of one thing, with a number for each month of the report."""

    label: LanguageMap
    subject: str
    owner: LanguageMap | None
    metric: str
    months: Mapping[str, int]

    @property
    def total(self) -> int:
        """The sum over the months."""
        return sum(self.months.values())


def months_between(first: str, last: str) -> list[str]:
    """`2026-11`, `2026-12`, … up to `last`, at most ten years."""
    year, month = int(first[:4]), int(first[5:])
    found: list[str] = []
    while (name := f"{year:04}-{month:02}") <= last and len(found) < MOST_MONTHS:
        found.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def by_institution(session: Session, months: Sequence[str]) -> list[Line]:
    """The usage of every library."""
    query = (
        select(Institution.label, Usage.subject, Usage.metric, Usage.period, Usage.count)
        .join(Institution, Institution.id == Usage.subject)
        .where(Usage.kind == "institution", Usage.period.in_(months))
        .order_by(Institution.position, Institution.slug, Usage.metric)
    )
    rows = session.execute(query.limit(_MOST_ROWS))
    return list(_lines((row[0], row[1], None, *row[2:]) for row in rows))


def by_work(session: Session, institution_id: str, months: Sequence[str]) -> list[Line]:
    """The usage of every work of a library."""
    query = (
        select(Work.label, Work.id, Institution.label, Usage.metric, Usage.period, Usage.count)
        .join(Work, Work.id == Usage.subject)
        .join(Institution, Institution.id == Work.institution_id)
        .where(
            Usage.kind == "work",
            Usage.period.in_(months),
            Work.institution_id == institution_id,
        )
        .order_by(Work.id, Usage.metric)
    )
    return list(_lines(session.execute(query.limit(_MOST_ROWS))))


def as_csv(lines: Sequence[Line], months: Sequence[str], header: Mapping[str, str]) -> str:
    """The table with its header, as COUNTER's tabular reports have it (UTF-8, RFC 4180)."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerows([name, _safe(value)] for name, value in header.items())
    writer.writerow([])
    writer.writerow(
        ["Item", "Item_ID", "Institution", "Metric_Type", "Reporting_Period_Total", *months]
    )
    for line in lines:
        numbers = [line.months.get(month, 0) for month in months]
        writer.writerow(
            [
                _safe(_title(line.label)),
                line.subject,
                _safe(_title(line.owner or {})),
                METRICS[line.metric],
                line.total,
                *numbers,
            ]
        )
    return target.getvalue()


def _lines(rows: Iterable[Any]) -> Iterator[Line]:
    """One line for rows of (label, subject, owner, metric, period, count) that are neighbours."""
    current: Line | None = None
    counts: dict[str, int] = {}
    for label, subject, owner, metric, period, count in rows:
        if current is None or (current.subject, current.metric) != (subject, metric):
            counts = {}
            current = Line(label, subject, owner, metric, counts)
            yield current
        counts[period] = count


def _title(label: LanguageMap) -> str:
    for language in ("en", "ru", "kk", *label):
        if label.get(language):
            return "; ".join(label[language])
    return ""


def _safe(value: str) -> str:
    """A text that spreadsheets do not take for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
