"""Which works are to be changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.descriptions import Description, read
from repository.descriptions.missing import lacks
from repository.errors import RefusedError
from repository.models import Collection, CollectionMember, Work, WorkState
from repository.search.analysis import fold

MOST = 5_000
"""So many works are changed at once."""

_MOST_SEEN = 50_000


@dataclass(frozen=True, slots=True)
class Selection:
    """Works by what all of the filters say; an empty one lets all through.

    `institution` is an id, `collection` a slug, `missing` a part that nothing is said of, or
    `part:language`; `text` stands somewhere in the description. `ids` names works one by one.
    """

    institution: str = ""
    collection: str = ""
    state: str = ""
    type: str = ""
    language: str = ""
    missing: str = ""
    text: str = ""
    ids: tuple[str, ...] = field(default=())


def select_works(session: Session, wanted: Selection, most: int = MOST) -> list[Work]:
    """The works in order of their making, by one statement. Raises `RefusedError` for too many."""
    query = select(Work).order_by(Work.created, Work.id).limit(_MOST_SEEN + 1)
    if wanted.institution:
        query = query.where(Work.institution_id == wanted.institution)
    if wanted.state:
        query = query.where(Work.state == WorkState(wanted.state))
    if wanted.ids:
        query = query.where(Work.id.in_(wanted.ids[: MOST + 1]))
    if wanted.collection:
        inside = (
            select(CollectionMember.work_id)
            .join(Collection, Collection.id == CollectionMember.collection_id)
            .where(Collection.slug == wanted.collection)
        )
        query = query.where(Work.id.in_(inside))
    rows = session.scalars(query).all()
    if len(rows) > _MOST_SEEN:
        raise RefusedError("edit-too-many", most=most)
    found = [work for work in rows if _fits(wanted, read(work))]
    if len(found) > most:
        raise RefusedError("edit-too-many", most=most)
    return found


def _fits(wanted: Selection, described: Description) -> bool:
    for part, code in (("type", wanted.type), ("language", wanted.language)):
        if code and all(row.code != code for row in described.get(part, ())):
            return False
    part, _, said = wanted.missing.partition(":")
    if part and not lacks(described, part, said):
        return False
    return not wanted.text or fold(wanted.text) in fold(" ".join(_texts(described)))


def _texts(described: Description) -> Iterator[str]:
    for rows in described.values():
        for row in rows:
            yield from row.texts.values()
            yield row.code
