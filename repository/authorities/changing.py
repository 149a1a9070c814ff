"""Making authorities, changing them, and making one of two."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from repository.authorities.names import beginnings, sort_key
from repository.authorities.uses import authorities_in, note
from repository.errors import RefusedError
from repository.models import Authority, AuthorityName, Work, WorkAuthority
from repository.models.base import LanguageMap
from repository.revisions import touch_all

MOST_WORKS = 20_000
"""A change that would show in more works than this is refused."""

_MOST_VARIANTS = 100


def add(session: Session, authority: Authority) -> Authority:
    """Put a new one into its list."""
    authority.sort = sort_key(authority.label)
    session.add(authority)
    session.flush()
    _write_names(session, authority)
    return authority


def changed(session: Session, authority: Authority, before: LanguageMap) -> int:
    """After a change: names are found, and works that show the name it had `before` show the new.

    Returns how many works changed. Raises `RefusedError`.
    """
    authority.sort = sort_key(authority.label)
    authority.revision = Authority.revision + 1
    session.flush()
    _write_names(session, authority)
    if before == authority.label:
        return 0

    def renamed(entry: Mapping[str, Any]) -> Mapping[str, Any]:
        names = entry.get("authorities") == [authority.id] and entry["value"] == before
        return {**entry, "value": authority.label} if names else entry

    return _rewrite(session, authority.id, renamed)


def merge(session: Session, double: Authority, into: Authority) -> int:
    """Make one of two: works that name `double` name `into` from now on, under its name.

    The names of `double` become variants, and its links fill those that are missing. Returns how
    many works changed. Raises `RefusedError` for one of another list.
    """
    if double.id == into.id or double.kind != into.kind:
        raise RefusedError("authorities-differ")

    def moved(entry: Mapping[str, Any]) -> Mapping[str, Any]:
        ids = list(entry.get("authorities") or ())
        if double.id not in ids:
            return entry
        value = into.label if entry["value"] == double.label else entry["value"]
        ids = list(dict.fromkeys(into.id if key == double.id else key for key in ids))
        return {**entry, "value": value, "authorities": ids}

    number = _rewrite(session, double.id, moved)
    names = [text for texts in double.label.values() for text in texts]
    shown = {text for texts in into.label.values() for text in texts}
    variants = dict.fromkeys([*into.variants, *names, *double.variants])
    into.variants = [name for name in variants if name not in shown][:_MOST_VARIANTS]
    for name in ("viaf", "wikidata", "geonames", "note", "dates"):
        setattr(into, name, getattr(into, name) or getattr(double, name))
    into.revision = Authority.revision + 1
    double.merged_into = into.id
    session.flush()
    session.execute(delete(AuthorityName).where(AuthorityName.authority_id == double.id))
    _write_names(session, into)
    return number


def remove(session: Session, authority: Authority) -> None:
    """Take one out of its list. Raises `RefusedError` while works name it."""
    using = WorkAuthority.authority_id == authority.id
    number = session.scalar(select(func.count()).where(using)) or 0
    if number:
        raise RefusedError("authority-used", works=number)
    into = Authority.merged_into == authority.id
    session.execute(delete(Authority).where(into))
    session.delete(authority)


def owners(session: Session, authority_id: str) -> set[str]:
    """The institutions whose works name an authority."""
    using = select(WorkAuthority.work_id).where(WorkAuthority.authority_id == authority_id)
    return set(session.scalars(select(Work.institution_id).where(Work.id.in_(using)).distinct()))


def _rewrite(
    session: Session,
    authority_id: str,
    change: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> int:
    """Change the entries of all works that name an authority, by a fixed number of statements."""
    using = select(WorkAuthority.work_id).where(WorkAuthority.authority_id == authority_id)
    number = session.scalar(select(func.count()).select_from(using.subquery())) or 0
    if number > MOST_WORKS:
        raise RefusedError("authority-too-common", works=number, most=MOST_WORKS)
    query = select(Work.id, Work.metadata_).where(Work.id.in_(using))
    works = session.execute(query.with_for_update()).all()
    rows = [
        {"id": work_id, "metadata_": entries}
        for work_id, metadata in works
        if (entries := [change(entry) for entry in metadata]) != metadata
    ]
    if rows:
        session.execute(update(Work), rows)
        note(session, {row["id"]: authorities_in(row["metadata_"]) for row in rows})
        touch_all(session, [str(row["id"]) for row in rows])
    return len(rows)


def _write_names(session: Session, authority: Authority) -> None:
    session.execute(delete(AuthorityName).where(AuthorityName.authority_id == authority.id))
    rows = [
        {"authority_id": authority.id, "folded": text} for text in sorted(beginnings(authority))
    ]
    if rows:
        session.execute(insert(AuthorityName), rows)
