"""Keeping a changed description without overwriting what others wrote meanwhile."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import audit, versions
from repository.descriptions.check import Finding, checked_all
from repository.descriptions.parts import PARTS
from repository.descriptions.row import Description, Row, read
from repository.descriptions.write import write
from repository.fields import Kind
from repository.models import Authority, AuthorityKind, Work
from repository.revisions import touch

LIST_OF = {
    Kind.NAME: AuthorityKind.PERSON,
    Kind.PLACE: AuthorityKind.PLACE,
    Kind.SUBJECT: AuthorityKind.SUBJECT,
}
"""Which list the values of a field may be chosen from."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a form: nothing was kept when there are `findings` or `colliding` parts.

    `kept` are the parts that changed, `theirs` those that somebody else changed meanwhile and the
    form did not.
    """

    kept: Mapping[str, tuple[Row, ...]]
    findings: Sequence[Finding] = ()
    colliding: Sequence[str] = ()
    theirs: Sequence[str] = ()


def mark(rows: Sequence[Row]) -> str:
    """A mark of what a form shows of a part, to notice that it changed."""
    shown = [[sorted(row.texts.items()), row.code, row.role, row.authorities] for row in rows]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]


def marks(described: Description) -> dict[str, str]:
    """The marks of all parts."""
    return {name: mark(described.get(name, ())) for name in PARTS}


def save(
    session: Session,
    work: Work,
    typed: Mapping[str, Sequence[Row]],
    seen: Mapping[str, str],
    user_id: str | None,
) -> Saved:
    """Keep what a form says where it differs from what it showed; `seen` are the marks of that.

    A part that was changed here and there, to something else, collides: then nothing is kept.
    """
    now = read(work)
    rows, findings = checked_all(typed, now)
    kept, colliding, theirs = {}, [], []
    for name, new in rows.items():
        old = now.get(name, ())
        if new == old:
            continue
        if mark(new) == seen.get(name):
            theirs.append(name)
        elif mark(old) == seen.get(name):
            kept[name] = new
        else:
            colliding.append(name)
    findings = [each for each in findings if each.part not in theirs]
    findings += unknown_authorities(session, kept, now)
    if kept and not findings and not colliding:
        write(work, kept)
        touch(session, work)
        versions.record(session, work, user_id)
        audit.note(session, user_id, "described", "work", work.id, {"parts": sorted(kept)})
    return Saved(kept, findings, colliding, theirs)


def unknown_authorities(
    session: Session, changes: Mapping[str, Sequence[Row]], before: Description
) -> list[Finding]:
    """The rows that name an authority which is not in the list of their field; one statement."""
    return misplaced(kinds_of(session, new_authorities(changes, before)), changes, before)


def new_authorities(changes: Mapping[str, Sequence[Row]], before: Description) -> set[str]:
    """The ids that changed rows name."""
    return {key for _, _, row in _changed(changes, before) for key in row.authorities}


def kinds_of(session: Session, ids: set[str]) -> dict[str, AuthorityKind]:
    """The lists that these authorities stand in, of those that there are; one statement."""
    if not ids:
        return {}
    query = select(Authority.id, Authority.kind).where(Authority.id.in_(ids))
    return {key: AuthorityKind(kind) for key, kind in session.execute(query)}


def misplaced(
    kinds: Mapping[str, AuthorityKind], changes: Mapping[str, Sequence[Row]], before: Description
) -> list[Finding]:
    """The changed rows that name what is not in the list of their field."""
    return [
        Finding(name, number, "authorities", "unknown-authority", {})
        for name, number, row in _changed(changes, before)
        if any(kinds.get(key) != LIST_OF.get(PARTS[name].kind) for key in row.authorities)
    ]


def _changed(
    changes: Mapping[str, Sequence[Row]], before: Description
) -> list[tuple[str, int, Row]]:
    return [
        (name, number, row)
        for name, new in changes.items()
        for number, row in enumerate(new)
        if row.authorities and row not in before.get(name, ())
    ]
