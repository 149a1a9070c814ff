"""What a note is about: from a picture to its work, its library and the collections it is in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from repository.models import (
    Collection,
    CollectionMember,
    Derivative,
    Institution,
    Medium,
    Page,
    Work,
    WorkState,
)

SITE = ("site", "")
_AT_ONCE = 500

Subject = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a use counts: at a work, at collections, at a library, and always at the site.

    A page of the site itself is a visit to it and no use of the collections: it is not `counted`.
    """

    work_id: str = ""
    institution_id: str = ""
    collection_ids: tuple[str, ...] = ()
    is_counted: bool = True

    def subjects(self) -> Iterator[Subject]:
        """Everything that the use is added to."""
        yield SITE
        if self.work_id:
            yield "work", self.work_id
        if self.institution_id:
            yield "institution", self.institution_id
        for collection_id in self.collection_ids:
            yield "collection", collection_id


def places_of(session: Session, subjects: Iterable[Subject]) -> Mapping[Subject, Place]:
    """The place of each subject that readers may see; others are left out."""
    wanted: dict[str, set[str]] = {}
    for kind, subject in subjects:
        wanted.setdefault(kind, set()).add(subject)
    found: dict[Subject, Place] = {}
    if "site" in wanted:
        found |= {("site", subject): Place(is_counted=False) for subject in wanted["site"]}
    for kind, query in _QUERIES.items():
        for part in _parts(sorted(wanted.get(kind, ()))):
            for row in session.execute(query.where(_KEYS[kind].in_(part))):
                found[kind, row[0]] = Place(row[1], row[2])
    for kind, column in (("collection", Collection.id), ("institution", Institution.id)):
        for part in _parts(sorted(wanted.get(kind, ()))):
            for subject in session.scalars(select(column).where(column.in_(part))):
                found[kind, subject] = _own(kind, subject)
    return _with_collections(session, found)


def _own(kind: str, subject: str) -> Place:
    if kind == "collection":
        return Place(collection_ids=(subject,))
    return Place(institution_id=subject)


def _with_collections(session: Session, found: dict[Subject, Place]) -> Mapping[Subject, Place]:
    works = sorted({place.work_id for place in found.values() if place.work_id})
    homes: dict[str, list[str]] = {}
    for part in _parts(works):
        for work_id, collection_id in session.execute(_collections(part)):
            homes.setdefault(work_id, []).append(collection_id)
    return {
        subject: replace(place, collection_ids=tuple(homes[place.work_id]))
        if place.work_id in homes
        else place
        for subject, place in found.items()
    }


def _collections(work_ids: list[str]) -> Select[Any]:
    """(work, collection) of the collections that hold works, and of those that hold these."""
    own = select(CollectionMember.work_id, CollectionMember.collection_id)
    up = own.where(CollectionMember.work_id.in_(work_ids)).cte("up", recursive=True)
    member = aliased(CollectionMember)
    above = select(up.c.work_id, member.collection_id)
    up = up.union(above.where(member.child_id == up.c.collection_id))
    return select(up.c.work_id, up.c.collection_id)


def _parts(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


_SHOWN = Work.state == WorkState.PUBLISHED
_KEYS = {"work": Work.id, "image": Derivative.id, "medium": Medium.id}
_QUERIES = {
    "work": select(Work.id, Work.id, Work.institution_id).where(_SHOWN),
    "image": select(Derivative.id, Work.id, Work.institution_id)
    .join(Page, Page.id == Derivative.page_id)
    .join(Work, Work.id == Page.work_id)
    .where(_SHOWN),
    "medium": select(Medium.id, Work.id, Work.institution_id)
    .join(Page, Page.id == Medium.page_id)
    .join(Work, Work.id == Page.work_id)
    .where(_SHOWN),
}
