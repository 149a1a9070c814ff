"""All that is said of a work and how it is put in order, as plain JSON."""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Row, Table, Text, cast, select
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
    return take_all(session, [work_id]).get(work_id)


def take_all(session: Session, work_ids: Sequence[str]) -> dict[str, Snapshot]:
    """The states of the works that there are, by the same five statements."""
    found = session.execute(select(Work.__table__).where(Work.id.in_(work_ids))).all()
    pages, sections = _pages(session, work_ids), _sections(session, work_ids)
    entries = _entries(session, work_ids)
    return {
        work.id: {
            "description": _description(work),
            "order": _filled({name: work._mapping[name] for name in ORDER}),
            "pages": pages.get(work.id, []),
            "sections": sections.get(work.id, []),
            "entries": entries.get(work.id, []),
        }
        for work in found
    }


def descriptions(session: Session, work_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What is said of the works that there are, as in a snapshot, by one statement."""
    found = session.execute(select(Work.__table__).where(Work.id.in_(work_ids)))
    return {work.id: _description(work) for work in found}


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


def _description(work: Row[Any]) -> dict[str, Any]:
    said = work._mapping
    return _filled({name: said[name.removesuffix("_")] for name in DESCRIPTION})


def _pages(session: Session, work_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    columns = _columns(Page.__table__, NOT_OF_PAGES)
    names = [column.name for column in columns]
    own = select(Page.work_id, Page.position, Job.state, *columns)
    own = own.outerjoin(Job, Job.id == Page.job_id).where(Page.work_id.in_(work_ids))
    shared = select(SharedPage).where(SharedPage.work_id.in_(work_ids))
    placed = defaultdict(list)
    for work_id, position, state, *values in session.execute(own):
        row = _filled(dict(zip(names, values, strict=True)))
        if state not in (None, JobState.DONE):
            # What is shown is still the picture of an earlier scan, or of its other turn.
            row.pop(_PICTURE, None)
        placed[work_id].append((position, row))
    for each in session.scalars(shared):
        row = {"id": each.page_id, "shared": each.owner_id}
        placed[each.work_id].append((each.position, row))
    for rows in placed.values():
        rows.sort(key=lambda each: (each[0], each[1]["id"]))
    return {work_id: [row for _, row in rows] for work_id, rows in placed.items()}


def _sections(session: Session, work_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    columns = _columns(Section.__table__, frozenset({"work_id"}))
    query = select(Section.work_id, *columns).where(Section.work_id.in_(work_ids))
    return _grouped(session.execute(query.order_by(Section.position, Section.id)))


def _entries(session: Session, work_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    query = (
        select(Section.work_id, *_columns(SectionPage.__table__, frozenset()))
        .join(Section, Section.id == SectionPage.section_id)
        .where(Section.work_id.in_(work_ids))
        .order_by(SectionPage.section_id, SectionPage.position)
    )
    return _grouped(session.execute(query))


def _grouped(rows: Iterable[Row[Any]]) -> dict[str, list[dict[str, Any]]]:
    """Rows that begin with the id of their work, by it."""
    found = defaultdict(list)
    for row in rows:
        values = dict(row._mapping)
        found[values.pop("work_id")].append(_filled(values))
    return found


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
