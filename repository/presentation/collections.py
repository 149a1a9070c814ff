"""From the rows of a collection, an institution or the whole to a description."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from manifests.description import CollectionDescription, CollectionReference
from manifests.errors import DocumentGoneError, DocumentNotFoundError, PresentationError
from repository.models import Collection, CollectionMember, Institution
from repository.presentation.described import common, provider
from repository.works import is_gone

TOP = "top"
_TOP_LABEL = {
    "kk": ["Барлық топтамалар"],
    "ru": ["Все коллекции"],
    "en": ["All collections"],
}
_ABOVE = (CollectionReference(TOP, _TOP_LABEL),)


def find(session: Session, collection_id: str) -> Collection | Institution | None:
    """The row behind an id, None for the collection above all.

    Raises `DocumentNotFoundError` or `DocumentGoneError`.
    """
    if collection_id == TOP:
        return None
    found = session.get(Collection, collection_id) or session.get(Institution, collection_id)
    if found is None:
        raise missing(session, collection_id)
    return found


def missing(session: Session, key: str) -> PresentationError:
    """Why there is no document of a work or collection: it is deleted, or never was."""
    return DocumentGoneError(key) if is_gone(session, key) else DocumentNotFoundError(key)


def describe(session: Session, collection_id: str, total: int) -> CollectionDescription:
    """The collection without its members. Raises `DocumentNotFoundError`."""
    row = find(session, collection_id)
    if row is None:
        return CollectionDescription(id=TOP, label=_TOP_LABEL, total=total)
    if isinstance(row, Institution):
        return CollectionDescription(
            id=row.id,
            label=row.label,
            summary=row.summary,
            total=total,
            providers=(provider(row),),
            part_of=_ABOVE,
        )
    owner = session.get(Institution, row.institution_id) if row.institution_id else None
    above = (CollectionReference(owner.id, owner.label),) if owner else _ABOVE
    return CollectionDescription(
        id=row.id,
        label=row.label,
        total=total,
        providers=(provider(owner),) if owner else (),
        viewing_direction=row.viewing_direction,
        part_of=_parents(session, row.id) or above,
        **common(row),
    )


def _parents(session: Session, collection_id: str) -> tuple[CollectionReference, ...]:
    rows = session.execute(
        select(Collection.id, Collection.label)
        .join(CollectionMember, CollectionMember.collection_id == Collection.id)
        .where(CollectionMember.child_id == collection_id)
        .order_by(Collection.position, Collection.id)
    )
    return tuple(CollectionReference(key, label) for key, label in rows)
