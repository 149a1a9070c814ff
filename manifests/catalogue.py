"""What the presentation routes ask of the catalogue, and the gate that every document passes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from manifests.description import (
    CollectionDescription,
    FoundDescription,
    Granularity,
    MemberDescription,
    PageTextDescription,
    TermDescription,
    WorkDescription,
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, as far as the request tells: the raw values of two HTTP headers, "" when absent."""

    cookie: str = ""
    authorization: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of a work or collection as one visitor sees it.

    `tag` is any text that changes whenever anything changes that their document says: the work
    and its pages, but also its institution, the labels of its collections and what this visitor
    may see of it. `public` is false for what a shared cache may not keep.
    """

    tag: str
    public: bool = True


class PresentationCatalogue(Protocol):
    """Where descriptions come from; implemented by the repository.

    Every method raises `DocumentNotFoundError` for an unknown id and for what is not published to
    this visitor, `DocumentGoneError` for what was withdrawn, and `LoginRequiredError` or
    `ForbiddenError` for what is published but restricted. A revision takes one or two SQL
    statements, and a description a number that does not grow with the work.
    """

    def work_revision(self, work_id: str, visitor: Visitor) -> Revision:
        """The work's present state: asked on every request, before anything is built."""
        ...

    def work(self, work_id: str, visitor: Visitor) -> WorkDescription:
        """The whole work: asked only when the state it is in has not been built yet."""
        ...

    def collection_revision(self, collection_id: str, visitor: Visitor) -> Revision:
        """The collection's present state, `top` being the collection above all; members included.

        Labels and thumbnails of members are part of the document.
        """
        ...

    def collection(self, collection_id: str, visitor: Visitor) -> CollectionDescription:
        """The collection without its members, but with the number of those the visitor may see."""
        ...

    def members(
        self, collection_id: str, first: int, last: int, visitor: Visitor
    ) -> Sequence[MemberDescription]:
        """Members `first` to `last` in their order, counted from 1; at most 500 are asked for."""
        ...


class TextCatalogue(Protocol):
    """Where the texts of pages come from; implemented by the repository.

    It is asked only for works whose state a `PresentationCatalogue` has told this visitor.
    """

    def page_text(
        self, work_id: str, page_id: str, granularity: Granularity
    ) -> PageTextDescription:
        """What is written on a page. Raises `DocumentNotFoundError` when nothing is known of it."""
        ...

    def search(self, work_id: str, query: str, start: int, limit: int) -> FoundDescription:
        """At most `limit` places, from the one numbered `start` on, where the words stand."""
        ...

    def suggest(self, work_id: str, beginning: str, least: int) -> Sequence[TermDescription]:
        """Words of the work that begin like this and stand there `least` times or more."""
        ...


class DocumentStore(Protocol):
    """Where finished documents are kept, compressed, until their state changes.

    It may forget whatever it likes; `MemoryDocuments` is one for a single process.
    """

    def stored(self, key: str) -> bytes | None:
        """The document kept under this key, None when it is not or no longer there."""
        ...

    def keep(self, key: str, document: bytes) -> None:
        """Keep a document; a key names one content for ever, so nothing is ever out of date."""
        ...
