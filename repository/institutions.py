"""Institutions and collections: finding them, making them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.errors import NotFoundError
from repository.models import Collection, CollectionMember, Institution
from repository.models.base import LanguageMap
from repository.revisions import touch_catalogue


def find_institution(session: Session, slug: str) -> Institution:
    """The institution with this slug. Raises `NotFoundError`."""
    institution = session.scalar(select(Institution).where(Institution.slug == slug))
    if institution is None:
        raise NotFoundError(slug)
    return institution


def find_collection(session: Session, slug: str) -> Collection:
    """The collection with this slug or id. Raises `NotFoundError`."""
    by_name = (Collection.slug == slug) | (Collection.id == slug)
    collection = session.scalar(select(Collection).where(by_name))
    if collection is None:
        raise NotFoundError(slug)
    return collection


def ensure_institution(session: Session, slug: str, label: LanguageMap) -> Institution:
    """The institution with this slug, made when it is missing."""
    try:
        return find_institution(session, slug)
    except NotFoundError:
        institution = Institution(slug=slug, label=label)
        session.add(institution)
        touch_catalogue(session)
        return institution


def ensure_collection(
    session: Session, slug: str, label: LanguageMap, institution_id: str | None = None
) -> Collection:
    """The collection with this slug, made when it is missing."""
    try:
        return find_collection(session, slug)
    except NotFoundError:
        collection = Collection(slug=slug, label=label, institution_id=institution_id)
        session.add(collection)
        touch_catalogue(session)
        return collection


def add_to_collection(session: Session, collection: Collection, work_id: str) -> None:
    """Put the work at the end of the collection unless it is in it."""
    members = CollectionMember.collection_id == collection.id
    there = select(CollectionMember.id).where(members, CollectionMember.work_id == work_id)
    if session.scalar(there) is not None:
        return
    last = session.scalar(select(func.max(CollectionMember.position)).where(members)) or 0
    member = CollectionMember(collection_id=collection.id, position=last + 1, work_id=work_id)
    session.add(member)
    session.flush()
    touch_catalogue(session)


def add_child(session: Session, collection: Collection, child: Collection) -> None:
    """Put a collection at the end of another unless it is in it."""
    session.flush()
    members = CollectionMember.collection_id == collection.id
    there = select(CollectionMember.id).where(members, CollectionMember.child_id == child.id)
    if session.scalar(there) is not None:
        return
    last = session.scalar(select(func.max(CollectionMember.position)).where(members)) or 0
    member = CollectionMember(collection_id=collection.id, position=last + 1, child_id=child.id)
    session.add(member)
    session.flush()
    touch_catalogue(session)
