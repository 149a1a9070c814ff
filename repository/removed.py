"""Pages taken out of their work: kept with all that hung on them, so that they can come back."""

import base64
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, DateTime, LargeBinary, Table, delete, insert, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.models import Base, Page, RemovedPage
from repository.models.base import UtcDateTime

KEPT = timedelta(days=365)
"""So long a removed page can be brought back; its master lies in storage for ever."""

_PAGES = "pages"
# Jobs of a removed page are over; sections and other works are told of by versions.
_LEFT_BEHIND = frozenset({"jobs", "section_pages", "shared_pages"})
_AT_ONCE = 500


def take_out(session: Session, work_id: str, ids: Sequence[str]) -> None:
    """Remove pages with all that points at them, and keep their rows.

    As many statements as there are kinds of rows, for every 500 pages. Forgets what was removed
    a year ago.
    """
    session.flush()
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        rows = {key: _rows(session, key, some) for key in _kinds()}
        session.execute(
            insert(RemovedPage),
            [{"page_id": key, "work_id": work_id, "rows": _of(rows, key)} for key in some],
        )
        session.execute(
            delete(Page).where(Page.id.in_(some)),
            execution_options={"synchronize_session": "fetch"},
        )
    old = (RemovedPage.work_id == work_id) & (RemovedPage.moment < now() - KEPT)
    session.execute(delete(RemovedPage).where(old))


def bring_back(session: Session, work_id: str, ids: Collection[str]) -> set[str]:
    """Put removed pages back, without a place among the others; those that are still kept."""
    if not ids:
        return set()
    query = select(RemovedPage).where(
        RemovedPage.work_id == work_id, RemovedPage.page_id.in_(list(ids))
    )
    found = list(session.scalars(query))
    for key in _kinds():
        table = Base.metadata.tables[key]
        rows = [_row(table, row) for page in found for row in page.rows.get(key, ())]
        if rows:
            session.execute(insert(table), rows)
    for page in found:
        session.delete(page)
    session.flush()
    return {page.page_id for page in found}


def _kinds() -> list[str]:
    """The tables whose rows belong to a page, itself first."""
    found = [_PAGES]
    for table in Base.metadata.sorted_tables:
        pointing = any(key.column.table.name == _PAGES for key in table.foreign_keys)
        if pointing and table.name not in _LEFT_BEHIND:
            found.append(table.name)
    return found


def _rows(session: Session, name: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    table = Base.metadata.tables[name]
    rows = session.execute(select(table).where(_pointer(table).in_(ids)))
    return [
        {key: _plain(value) for key, value in row._mapping.items() if value is not None}
        for row in rows
    ]


def _pointer(table: Table) -> Any:
    if table.name == _PAGES:
        return table.c.id
    return next(key.parent for key in table.foreign_keys if key.column.table.name == _PAGES)


def _of(rows: dict[str, list[dict[str, Any]]], page_id: str) -> dict[str, Any]:
    found = {}
    for name, all_rows in rows.items():
        pointer = _pointer(Base.metadata.tables[name]).name
        own = [row for row in all_rows if row[pointer] == page_id]
        if own:
            found[name] = own
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else value


def _typed(column: Column[Any], value: Any) -> Any:
    if value is not None and isinstance(column.type, UtcDateTime | DateTime):
        return datetime.fromisoformat(value)
    if value is not None and isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    return value


def _row(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row as it was; columns that are new since get what the model gives them."""
    found: dict[str, Any] = {}
    for column in table.columns:
        value = _typed(column, row.get(column.name))
        if value is not None or column.nullable:
            found[column.key] = value
    if table.name == _PAGES:
        found["position"], found["job_id"] = 0, None
    return found
