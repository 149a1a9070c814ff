"""Collections as readers see them: how many published works each holds, and a picture of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from repository.browse import Cover, covers
from repository.models import Collection, CollectionMember, Work, WorkState
from repository.models.base import LanguageMap

_IS_PUBLISHED = Work.state == WorkState.PUBLISHED


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection as it stands in a list.

    `works` is the number of published ones in it and in the collections within it; `parts` is the
    number of those that have works of their own.
    """

    slug: str
    label: LanguageMap
    summary: LanguageMap | None
    works: int
    parts: int
    cover: Cover | None


def top_shelves(session: Session) -> list[Shelf]:
    """The collections that are in no other, without those that hold nothing yet."""
    within = select(CollectionMember.child_id).where(CollectionMember.child_id.is_not(None))
    return _shelves(session, Collection.id.not_in(within))


def shelves_in(session: Session, collection_id: str) -> list[Shelf]:
    """The collections within a collection, without those that hold nothing yet."""
    children = select(CollectionMember.child_id).where(
        CollectionMember.collection_id == collection_id, CollectionMember.child_id.is_not(None)
    )
    return _shelves(session, Collection.id.in_(children))


def shelves_of_institution(session: Session, institution_id: str) -> list[Shelf]:
    """The collections that belong to an institution, without those that hold nothing yet."""
    return _shelves(session, Collection.institution_id == institution_id)


def parents_of(session: Session, collection_id: str) -> Sequence[Collection]:
    """The collections that hold this one."""
    return session.scalars(
        select(Collection)
        .join(CollectionMember, CollectionMember.collection_id == Collection.id)
        .where(CollectionMember.child_id == collection_id)
        .order_by(Collection.position, Collection.slug)
    ).all()


def count_in_collection(session: Session, collection_id: str) -> int:
    """How many published works stand in the collection itself."""
    return (
        session.scalar(
            select(func.count())
            .select_from(CollectionMember)
            .join(Work, Work.id == CollectionMember.work_id)
            .where(_IS_PUBLISHED, CollectionMember.collection_id == collection_id)
        )
        or 0
    )


def _shelves(session: Session, where: ColumnElement[bool]) -> list[Shelf]:
    query = select(Collection).where(where).order_by(Collection.position, Collection.slug)
    found = session.scalars(query).all()
    ids = [collection.id for collection in found]
    tree = _tree(ids)
    counts = _counts(session, tree)
    firsts = _first_works(session, tree)
    pictures = covers(session, list(firsts.values()))
    return [
        Shelf(
            slug=collection.slug,
            label=collection.label,
            summary=collection.summary,
            works=counts[collection.id][0],
            parts=counts[collection.id][1],
            cover=pictures.get(firsts[collection.id]),
        )
        for collection in found
        if collection.id in firsts
    ]


def _tree(ids: Sequence[str]) -> CTE:
    """(root, id) of every collection with all that are within it; ends on circles, too."""
    roots = select(Collection.id.label("root"), Collection.id.label("id"))
    tree = roots.where(Collection.id.in_(ids)).cte("tree", recursive=True)
    member = aliased(CollectionMember)
    within = select(tree.c.root, member.child_id).where(
        member.collection_id == tree.c.id, member.child_id.is_not(None)
    )
    return tree.union(within)


def _counts(session: Session, tree: CTE) -> dict[str, tuple[int, int]]:
    """(works, collections within that hold some) of every root."""
    rows = session.execute(
        select(
            tree.c.root,
            func.count(Work.id.distinct()),
            func.count(case((tree.c.id != tree.c.root, tree.c.id)).distinct()),
        )
        .join(CollectionMember, CollectionMember.collection_id == tree.c.id)
        .join(Work, (Work.id == CollectionMember.work_id) & _IS_PUBLISHED)
        .group_by(tree.c.root)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _first_works(session: Session, tree: CTE) -> dict[str, str]:
    """The first published work of every root, its own before those within."""
    own = (tree.c.root != CollectionMember.collection_id).label("within")
    place = func.row_number().over(
        partition_by=tree.c.root,
        order_by=(own, CollectionMember.position, CollectionMember.id),
    )
    ranked = (
        select(tree.c.root, CollectionMember.work_id, place.label("place"))
        .join(CollectionMember, CollectionMember.collection_id == tree.c.id)
        .join(Work, (Work.id == CollectionMember.work_id) & _IS_PUBLISHED)
        .subquery()
    )
    rows = session.execute(select(ranked.c.root, ranked.c.work_id).where(ranked.c.place == 1))
    return {row[0]: row[1] for row in rows}
