"""The gate for documents: which works and collections a visitor may have."""

from collections.abc import Callable, Sequence

from sqlalchemy import func, select

from manifests.catalogue import Revision, Visitor
from manifests.description import CollectionDescription, MemberDescription, WorkDescription
from manifests.errors import DocumentNotFoundError
from repository.database import Database
from repository.models import (
    CatalogueRevision,
    Collection,
    CollectionMember,
    Institution,
    Work,
    WorkState,
)
from repository.presentation import collections, members, works
from repository.presentation.places import Places


class CataloguePresentation:
    """`manifests.PresentationCatalogue` over the catalogue's tables.

    `is_curator` tells whether the visitor is signed in: drafts are shown to curators only.
    """

    def __init__(self, database: Database, is_curator: Callable[[Visitor], bool]) -> None:
        self._database = database
        self._is_curator = is_curator
        self._places = Places()

    def work_revision(self, work_id: str, visitor: Visitor) -> Revision:
        """The work's state, by one statement.

        Raises `DocumentNotFoundError` or, after one more, `DocumentGoneError`.
        """
        labels = (
            select(func.max(Collection.modified))
            .join(CollectionMember, CollectionMember.collection_id == Collection.id)
            .where(CollectionMember.work_id == Work.id)
            .scalar_subquery()
        )
        query = (
            select(Work.state, Work.revision, Institution.modified, labels)
            .join(Institution, Institution.id == Work.institution_id)
            .where(Work.id == work_id)
        )
        with self._database.read() as session:
            row = session.execute(query).one_or_none()
            if row is None:
                raise collections.missing(session, work_id)
        state, *parts = row
        public = state == WorkState.PUBLISHED
        if not public and not self._is_curator(visitor):
            raise DocumentNotFoundError(work_id)
        return Revision("-".join(str(part) for part in parts), public)

    def work(self, work_id: str, visitor: Visitor) -> WorkDescription:
        """The whole work, by eight statements. Raises `DocumentNotFoundError`."""
        with self._database.read() as session:
            found = works.describe(session, work_id)
        if found is None:
            raise DocumentNotFoundError(work_id)
        work, description = found
        if work.state != WorkState.PUBLISHED and not self._is_curator(visitor):
            raise DocumentNotFoundError(work_id)
        return description

    def collection_revision(self, collection_id: str, visitor: Visitor) -> Revision:  # noqa: ARG002
        """The collection's state, by two statements. Raises `DocumentNotFoundError`."""
        with self._database.read() as session:
            collections.find(session, collection_id)
            value = session.scalar(select(CatalogueRevision.value))
        return Revision(str(value))

    def collection(self, collection_id: str, visitor: Visitor) -> CollectionDescription:  # noqa: ARG002
        """The collection without its members. Raises `DocumentNotFoundError`."""
        with self._database.read() as session:
            total = self._places.total(session, collection_id)
            return collections.describe(session, collection_id, total)

    def members(
        self,
        collection_id: str,
        first: int,
        last: int,
        visitor: Visitor,  # noqa: ARG002
    ) -> Sequence[MemberDescription]:
        """Members `first` to `last`, counted from 1, by at most seven statements.

        Where they begin is known until a member of any collection comes, goes or moves.
        """
        with self._database.read() as session:
            rows = self._places.span(session, collection_id, first, last)
            return members.describe(session, rows)
