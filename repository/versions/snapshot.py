"""All that is said of a work and how it is put in order, as plain JSON."""

import json
import zlib
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Table, Text, cast, select
from sqlalchemy.orm import Session

from repository.models import Job, JobState, Page, Section, SectionPage, SharedPage, Work
from repository.models.described import Described

Snapshot = dict[str, Any]
"""`{"description": {…}, "order": {…}, "pages": […], "sections": […], "entries": […]}`

Rows are without what is empty. A page that belongs to another work is `{"id", "shared": owner}`.
"""

DESCRIPTION = ("label", *(name for name in Described.__annotations__ if name != "behaviors"))
ORDER = (
    "viewing_direction",
    "behaviors",
    "start_page_id",
    "placeholder_page_id",
    "thumbnail_page_id",
)
NOT_OF_PAGES = frozenset({"work_id", "position", "job_id", "created", "changed"})
_PICTURE = "derivative_id"
_JSON = "json "
_NOTHING = ("[]", "{}", "null")
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def take(session: Session, work_id: str) -> Snapshot | None:
    """The state of a work by five statements, whatever its size; None when there is none."""
    work = session.execute(select(Work.__table__).where(Work.id == work_id)).one_or_none()
    if work is None:
        return None
    said = work._mapping
    return {
        "description": _filled({name: said[_key(name)] for name in DESCRIPTION}),
        "order": _filled({name: said[name] for name in ORDER}),
        "pages": _pages(session, work_id),
        "sections": _sections(session, work_id),
        "entries": _entries(session, work_id),
    }


def pack(state: Snapshot) -> bytes:
    """As it is kept."""
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(text.encode(), 6)


def is_same(one: Snapshot | None, other: Snapshot | None) -> bool:
    """Whether two states differ at most in pictures having been made meanwhile."""
    return one is other or (one is not None and other is not None and _said(one) == _said(other))


def _said(state: Snapshot) -> Snapshot:
    pages = [
        {name: value for name, value in row.items() if name != _PICTURE} for row in state["pages"]
    ]
    return state | {"pages": pages}


def unpack(packed: bytes) -> Snapshot:
    """What `pack` kept."""
    state: Snapshot = json.loads(zlib.decompress(packed))
    return state


def _key(name: str) -> str:
    return name.removesuffix("_")


def _pages(session: Session, work_id: str) -> list[dict[str, Any]]:
    columns = _columns(Page.__table__, NOT_OF_PAGES)
    names = [column.name for column in columns]
    own = select(Page.position, Job.state, *columns).outerjoin(Job, Job.id == Page.job_id)
    own = own.where(Page.work_id == work_id)
    shared = select(SharedPage).where(SharedPage.work_id == work_id)
    placed = []
    for position, state, *values in session.execute(own):
        row = _filled(dict(zip(names, values, strict=True)))
        if state not in (None, JobState.DONE):
            # What is shown is still the picture of an earlier scan, or of its other turn.
            row.pop(_PICTURE, None)
        placed.append((position, row))
    placed += [
        (row.position, {"id": row.page_id, "shared": row.owner_id})
        for row in session.scalars(shared)
    ]
    placed.sort(key=lambda each: (each[0], each[1]["id"]))
    return [row for _, row in placed]


def _sections(session: Session, work_id: str) -> list[dict[str, Any]]:
    columns = _columns(Section.__table__, frozenset({"work_id"}))
    query = select(*columns).where(Section.work_id == work_id).order_by(Section.position)
    return [_filled(dict(row._mapping)) for row in session.execute(query.order_by(Section.id))]


def _entries(session: Session, work_id: str) -> list[dict[str, Any]]:
    query = (
        select(*_columns(SectionPage.__table__, frozenset()))
        .join(Section, Section.id == SectionPage.section_id)
        .where(Section.work_id == work_id)
        .order_by(SectionPage.section_id, SectionPage.position)
    )
    return [_filled(dict(row._mapping)) for row in session.execute(query)]


def _columns(table: Any, besides: frozenset[str]) -> list[Any]:
    """The columns; JSON as text, which mostly says nothing and then need not be read."""
    assert isinstance(table, Table)
    return [
        cast(column, Text).label(_JSON + column.name) if isinstance(column.type, JSON) else column
        for column in table.columns
        if column.name not in besides
    ]


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in row.items():
        if value in _EMPTY or (name.startswith(_JSON) and value in _NOTHING):
            continue
        if name.startswith(_JSON):
            found[name.removeprefix(_JSON)] = json.loads(value)
        else:
            found[name] = value.isoformat() if isinstance(value, datetime) else value
    return found
