"""Previews of the two kinds of edits: one action on a selection, and a table."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.descriptions import PARTS, Description, Finding, Row, checked_all, read
from repository.editing.change import Change, changed
from repository.editing.edits import Preview, preview
from repository.editing.selection import MOST, Selection, select_works
from repository.editing.table import described_by, read_rows
from repository.errors import RefusedError
from repository.models import Edit, User, Work
from repository.permissions import Right, may


def preview_change(
    session: Session, wanted: Selection, change: Change, user: User | None
) -> Preview:
    """What an action would make of a selection, as far as the user may change it.

    No user is the command line, which may change all. Raises `RefusedError`.
    """
    _check(change)
    works = [work for work in select_works(session, wanted) if _may(user, work)]
    asked = {"kind": "action", "selection": asdict(wanted), **asdict(change)}
    edit = _edit(user)
    return preview(session, works, lambda _, said: changed(change, said), asked, edit)


def preview_table(session: Session, data: bytes, user: User | None) -> Preview:
    """What a table would make of the works it names. Raises `RefusedError`.

    Works that are not there, or that the user may not change, refuse the table as a whole.
    """
    cells = read_rows(data)
    if len(cells) > MOST:
        raise RefusedError("edit-too-many", most=MOST)
    works = list(session.scalars(select(Work).where(Work.id.in_(cells)).order_by(Work.id)))
    known = {work.id for work in works if _may(user, work)}
    if strange := [key for key in cells if key not in known]:
        raise RefusedError("table-works", works=", ".join(strange[:10]))

    def differ(work: Work, said: Description) -> tuple[dict[str, tuple[Row, ...]], list[Finding]]:
        rows, findings = checked_all(described_by(cells[work.id], said), said)
        return {part: new for part, new in rows.items() if new != said.get(part, ())}, findings

    return preview(session, works, differ, {"kind": "table"}, _edit(user))


def table_of(session: Session, wanted: Selection) -> list[tuple[str, Description]]:
    """The selected works as rows of a table."""
    return [(work.id, read(work)) for work in select_works(session, wanted)]


def _edit(user: User | None) -> Edit:
    return Edit(
        user_id=user.id if user else None, institution_id=user.institution_id if user else None
    )


def _may(user: User | None, work: Work) -> bool:
    return user is None or may(user, Right.DESCRIBE, work.institution_id)


def _check(change: Change) -> None:
    part = PARTS.get(change.part)
    if part is None or change.action not in ("set", "add", "remove", "replace"):
        raise RefusedError("edit-unclear")
    if bool(change.language) == part.codes or change.part == "homepage":
        raise RefusedError("edit-unclear")
    if change.action in ("set", "add") and not change.value.strip():
        raise RefusedError("edit-empty")
    if change.action == "replace" and not change.find:
        raise RefusedError("edit-empty")
