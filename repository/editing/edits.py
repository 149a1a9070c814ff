"""Changing many works: first every difference is shown, then made, and undone as a whole."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository import audit, versions
from repository.clock import now
from repository.descriptions import Description, Finding, Row, read, write
from repository.descriptions.saving import kinds_of, misplaced, new_authorities
from repository.errors import RefusedError
from repository.models import Edit, EditedWork, EditState, Work
from repository.revisions import touch_all

Changes = Mapping[str, tuple[Row, ...]]
Differ = Callable[[Work, Description], tuple[Changes, list[Finding]]]


@dataclass(frozen=True, slots=True)
class Preview:
    """A stored edit with what is wrong, by work; works with something wrong are not in it."""

    edit: Edit
    wrong: Sequence[tuple[Work, Finding]]


def preview(
    session: Session, works: Iterable[Work], differ: Differ, change: dict[str, Any], edit: Edit
) -> Preview:
    """Keep what `differ` would make of each of the works; nothing is changed yet."""
    wrong: list[tuple[Work, Finding]] = []
    rows: list[EditedWork] = []
    edit.change = change
    session.add(edit)
    session.flush()
    compared = [(work, described, *differ(work, described)) for work, described in _read(works)]
    named = [new_authorities(changes, described) for _, described, changes, _ in compared]
    kinds = kinds_of(session, set().union(*named))
    for work, described, changes, findings in compared:
        found = [*findings, *misplaced(kinds, changes, described)]
        wrong += [(work, finding) for finding in found]
        if changes and not found:
            rows.append(_row(edit.id, len(rows), work, described, changes))
    edit.works = len(rows)
    session.add_all(rows)
    session.flush()
    return Preview(edit, wrong)


def apply(session: Session, edit: Edit, user_id: str | None) -> None:
    """Make the changes that were shown, of the works that are still as they were shown.

    Others are `refused`. Raises `RefusedError` when the edit was applied already.
    """
    if edit.state != EditState.PREVIEW:
        raise RefusedError("edit-not-open")
    rows, works = _locked(session, edit, "")
    changed: list[Work] = []
    for row in rows:
        work = works.get(row.work_id)
        if work is None or seen_mark(read(work)) != row.seen:
            row.outcome = "refused"
            continue
        write(work, rows_of(row.after))
        row.outcome = "applied"
        changed.append(work)
    edit.state, edit.applied = EditState.APPLIED, now()
    _finish(session, edit, changed, user_id, "applied")


def undo(session: Session, edit: Edit, user_id: str | None) -> None:
    """Bring back what was there before, in the works whose changed parts are still as applied.

    Others are `kept` as they are. Raises `RefusedError` for what was not applied.
    """
    if edit.state != EditState.APPLIED:
        raise RefusedError("edit-not-applied")
    rows, works = _locked(session, edit, "applied")
    changed: list[Work] = []
    for row in rows:
        work = works.get(row.work_id)
        after = rows_of(row.after)
        described = read(work) if work is not None else {}
        if work is None or any(described.get(part, ()) != new for part, new in after.items()):
            row.outcome = "kept"
            continue
        write(work, rows_of(row.before))
        row.outcome = "undone"
        changed.append(work)
    edit.state, edit.undone = EditState.UNDONE, now()
    _finish(session, edit, changed, user_id, "undone")


def outcomes(session: Session, edit: Edit) -> dict[str, int]:
    """How many works have each outcome."""
    query = select(EditedWork.outcome, func.count()).where(EditedWork.edit_id == edit.id)
    rows = session.execute(query.group_by(EditedWork.outcome))
    return {str(outcome): int(number) for outcome, number in rows}


def seen_mark(described: Description) -> str:
    """A mark of all that is said of a work."""
    said = {name: packed(rows) for name, rows in sorted(described.items())}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def packed(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as JSON."""
    return [
        {
            "texts": dict(row.texts),
            "code": row.code,
            "role": row.role,
            "authorities": list(row.authorities),
            "label": dict(row.label) if row.label else None,
        }
        for row in rows
    ]


def rows_of(kept: Mapping[str, Any]) -> dict[str, tuple[Row, ...]]:
    """What `packed` kept, by part."""
    return {
        part: tuple(
            Row(
                each["texts"],
                each["code"],
                each["role"],
                tuple(each["authorities"]),
                each["label"],
            )
            for each in rows
        )
        for part, rows in kept.items()
    }


def _read(works: Iterable[Work]) -> list[tuple[Work, Description]]:
    return [(work, read(work)) for work in works]


def _row(
    edit_id: str, position: int, work: Work, described: Description, changes: Changes
) -> EditedWork:
    return EditedWork(
        edit_id=edit_id,
        work_id=work.id,
        position=position,
        seen=seen_mark(described),
        before={part: packed(described.get(part, ())) for part in changes},
        after={part: packed(rows) for part, rows in changes.items()},
    )


def _locked(
    session: Session, edit: Edit, outcome: str
) -> tuple[Sequence[EditedWork], dict[str, Work]]:
    of_edit = (EditedWork.edit_id == edit.id) & (EditedWork.outcome == outcome)
    rows = session.scalars(select(EditedWork).where(of_edit).order_by(EditedWork.position)).all()
    ids = select(EditedWork.work_id).where(of_edit)
    works = session.scalars(select(Work).where(Work.id.in_(ids)).with_for_update())
    return rows, {work.id: work for work in works}


def _finish(
    session: Session, edit: Edit, changed: Sequence[Work], user_id: str | None, action: str
) -> None:
    session.flush()
    if changed:
        touch_all(session, [work.id for work in changed])
        by = None if user_id == audit.COMMAND else user_id
        versions.record_descriptions(session, changed, by)
    audit.note(session, user_id, action, "edit", edit.id, {"works": len(changed)})
