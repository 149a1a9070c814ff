"""Looking authorities up."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from repository.authorities.names import folded
from repository.errors import NotFoundError
from repository.models import Authority, AuthorityKind, AuthorityName, Work, WorkAuthority

_LAST = "\U0010ffff"
_MOST_MERGES = 20


def get_authority(session: Session, authority_id: str) -> Authority:
    """The authority, or the one that it was merged into. Raises `NotFoundError`."""
    wanted: str | None = authority_id
    for _ in range(_MOST_MERGES):
        found = session.get(Authority, wanted)
        if found is None:
            break
        if found.merged_into is None:
            return found
        wanted = found.merged_into
    raise NotFoundError(authority_id)


def find(
    session: Session,
    kind: AuthorityKind | None = None,
    text: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Sequence[Authority]:
    """Authorities of a list that have a word beginning so in one of their names, in order."""
    query = _found(kind, text).order_by(Authority.sort, Authority.id)
    return session.scalars(query.limit(limit).offset(offset)).all()


def count(session: Session, kind: AuthorityKind | None = None, text: str = "") -> int:
    """How many `find` finds without a limit."""
    return session.scalar(select(func.count()).select_from(_found(kind, text).subquery())) or 0


def named(session: Session, kind: AuthorityKind, names: Collection[str]) -> Sequence[Authority]:
    """Authorities of a list that have exactly one of these names, folded."""
    whole = {folded(name) for name in names} - {""}
    if not whole:
        return []
    ids = select(AuthorityName.authority_id).where(AuthorityName.folded.in_(whole))
    living = select(Authority).where(Authority.kind == kind, Authority.merged_into.is_(None))
    return session.scalars(living.where(Authority.id.in_(ids)).order_by(Authority.id)).all()


def uses(session: Session, ids: Collection[str]) -> dict[str, int]:
    """How many works name each of the authorities."""
    if not ids:
        return {}
    query = (
        select(WorkAuthority.authority_id, func.count())
        .where(WorkAuthority.authority_id.in_(ids))
        .group_by(WorkAuthority.authority_id)
    )
    return {str(key): int(number) for key, number in session.execute(query)}


def works_naming(session: Session, authority_id: str, limit: int, offset: int) -> Sequence[Work]:
    """Works that name an authority, the newest first."""
    using = select(WorkAuthority.work_id).where(WorkAuthority.authority_id == authority_id)
    query = select(Work).where(Work.id.in_(using)).order_by(Work.created.desc(), Work.id)
    return session.scalars(query.limit(limit).offset(offset)).all()


def _found(kind: AuthorityKind | None, text: str) -> Select[Authority]:
    query = select(Authority).where(Authority.merged_into.is_(None))
    if kind is not None:
        query = query.where(Authority.kind == kind)
    if wanted := folded(text):
        begins = (AuthorityName.folded >= wanted) & (AuthorityName.folded < wanted + _LAST)
        query = query.where(Authority.id.in_(select(AuthorityName.authority_id).where(begins)))
    return query
