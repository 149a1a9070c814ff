"""A small catalogue in memory that behaves as the repository's does."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from manifests import (
    DocumentGoneError,
    DocumentNotFoundError,
    ForbiddenError,
    LoginRequiredError,
    Revision,
    Visitor,
)
from manifests.description import CollectionDescription, MemberDescription, WorkDescription


@dataclass
class Shelf:
    """Works and collections by id; `asked` counts what was asked of it."""

    works: dict[str, WorkDescription] = field(default_factory=dict)
    collections: dict[str, CollectionDescription] = field(default_factory=dict)
    held: dict[str, Sequence[MemberDescription]] = field(default_factory=dict)
    revisions: dict[str, Revision] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    restricted: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def add(self, work: WorkDescription) -> None:
        self.works[work.id] = work

    def add_collection(
        self, collection: CollectionDescription, members: Sequence[MemberDescription]
    ) -> None:
        self.collections[collection.id] = collection
        self.held[collection.id] = members

    def work_revision(self, work_id: str, visitor: Visitor) -> Revision:
        self.asked.append("work_revision")
        self._gate(work_id, work_id in self.works, visitor)
        return self.revisions.get(work_id, Revision("1"))

    def work(self, work_id: str, visitor: Visitor) -> WorkDescription:
        self.asked.append("work")
        self._gate(work_id, True, visitor)
        return self.works[work_id]

    def collection_revision(self, collection_id: str, visitor: Visitor) -> Revision:
        self.asked.append("collection_revision")
        self._gate(collection_id, collection_id in self.collections, visitor)
        return self.revisions.get(collection_id, Revision("1"))

    def collection(self, collection_id: str, visitor: Visitor) -> CollectionDescription:
        self.asked.append("collection")
        self._gate(collection_id, True, visitor)
        return self.collections[collection_id]

    def members(
        self, collection_id: str, first: int, last: int, visitor: Visitor
    ) -> Sequence[MemberDescription]:
        self.asked.append(f"members {first}-{last}")
        self._gate(collection_id, True, visitor)
        return self.held[collection_id][first - 1 : last]

    def _gate(self, wanted: str, known: bool, visitor: Visitor) -> None:
        if wanted in self.gone:
            raise DocumentGoneError(wanted)
        if not known:
            raise DocumentNotFoundError(wanted)
        if wanted in self.restricted and visitor.authorization != self.restricted[wanted]:
            raise ForbiddenError(wanted) if visitor.authorization else LoginRequiredError(wanted)
