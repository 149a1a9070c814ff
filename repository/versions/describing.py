"""Keeping versions of many works whose descriptions were changed at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from repository.models import Page, Version, Work
from repository.versions.recording import MOST, committed
from repository.versions.snapshot import Snapshot, descriptions, pack, take_all, unpack

_AT_ONCE = 100  # works whose pages are in memory at the same time


def record_descriptions(session: Session, works: Sequence[Work], user_id: str | None) -> None:
    """`record` for works of which nothing but the description changed.

    A fixed number of statements for each hundred. Pages are read only of works whose last version
    is not of the pages that they have now.
    """
    session.flush()
    for start in range(0, len(works), _AT_ONCE):
        _record(session, works[start : start + _AT_ONCE], user_id)


def _record(session: Session, works: Sequence[Work], user_id: str | None) -> None:
    ids = [work.id for work in works]
    last = _newest(session, ids)
    known = {key: unpack(version.state) for key, version in last.items()}
    fresh = _fresh(session, last, known)
    states = take_all(session, [key for key in ids if key not in fresh])
    states |= {key: known[key] for key in fresh}
    after = descriptions(session, ids)
    with committed(session) as others:
        before = descriptions(others, ids)
    rows: list[dict[str, Any]] = []
    for work in works:
        number = last[work.id].number if work.id in last else 0
        was = states[work.id] | {"description": before.get(work.id, {})}
        steps: list[tuple[Snapshot, str | None]] = (
            [(was, None)] if was != known.get(work.id) else []
        )
        if after[work.id] != was["description"]:
            steps.append((was | {"description": after[work.id]}, user_id))
        rows += _rows(work, number, steps)
    if rows:
        session.execute(insert(Version).execution_options(render_nulls=True), rows)
        _forget_oldest(session, {row["work_id"]: row["number"] for row in rows})


def _rows(
    work: Work, number: int, steps: Sequence[tuple[Snapshot, str | None]]
) -> Iterator[dict[str, Any]]:
    for place, (state, user_id) in enumerate(steps, start=1):
        yield {
            "work_id": work.id,
            "number": number + place,
            "arrangement": work.arrangement,
            "state": pack(state),
            "user_id": user_id,
        }


def _newest(session: Session, work_ids: Sequence[str]) -> dict[str, Version]:
    numbers = (
        select(Version.work_id, func.max(Version.number).label("number"))
        .where(Version.work_id.in_(work_ids))
        .group_by(Version.work_id)
        .subquery()
    )
    same = (Version.work_id == numbers.c.work_id) & (Version.number == numbers.c.number)
    return {row.work_id: row for row in session.scalars(select(Version).join(numbers, same))}


def _fresh(
    session: Session, last: Mapping[str, Version], known: Mapping[str, Snapshot]
) -> list[str]:
    """The works whose pages are those of their last version."""
    query = select(Page.work_id, func.count(), func.max(Page.changed))
    query = query.where(Page.work_id.in_(last)).group_by(Page.work_id)
    pages = {row[0]: (row[1], row[2]) for row in session.execute(query)}
    found = []
    for key, version in last.items():
        number, changed = pages.get(key, (0, None))
        own = sum("shared" not in row for row in known[key]["pages"])
        if number == own and (changed is None or changed <= version.moment):
            found.append(key)
    return found


def _forget_oldest(session: Session, numbers: Mapping[str, int]) -> None:
    for work_id, newest in numbers.items():
        if newest > MOST:
            old = (Version.work_id == work_id) & (Version.number <= newest - MOST)
            session.execute(delete(Version).where(old))
