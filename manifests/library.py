"""Finds, makes and keeps the document that a path asks for."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeAlias
from urllib.parse import quote

from manifests import presentation3
from manifests.addresses import Addresses, Version
from manifests.catalogue import DocumentStore, PresentationCatalogue, Revision, Visitor
from manifests.description import CollectionDescription
from manifests.edition import edition
from manifests.encoding import packed, to_bytes, unpacked
from manifests.errors import DocumentNotFoundError
from manifests.parts import part
from manifests.paths import CollectionPath, WorkPath
from manifests.spans import is_parted

Json: TypeAlias = dict[str, Any]
Path: TypeAlias = WorkPath | CollectionPath


@dataclass(frozen=True, slots=True)
class Library:
    """The documents of one site; every method may raise what the catalogue raises."""

    catalogue: PresentationCatalogue
    store: DocumentStore
    base_url: str

    def revision(self, path: Path, visitor: Visitor) -> Revision:
        """The state of the work or collection that a path belongs to."""
        if isinstance(path, WorkPath):
            return self.catalogue.work_revision(path.work, visitor)
        return self.catalogue.collection_revision(path.collection, visitor)

    def key(self, path: Path, version: Version, revision: Revision) -> str:
        """A name for the document and its state: the same name means the same bytes."""
        parts = (edition(), self.base_url, str(version), repr(path), revision.tag)
        return blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()

    def document(self, path: Path, version: Version, revision: Revision, visitor: Visitor) -> bytes:
        """The document, `packed`: the one that is kept, or a new one."""
        if isinstance(path, CollectionPath):
            return self._kept(
                self.key(path, version, revision),
                lambda: self._collection(path, visitor),
            )
        whole = WorkPath(path.work)
        manifest = self._kept(
            self.key(whole, version, revision),
            lambda: presentation3.manifest(self.catalogue.work(path.work, visitor), self.base_url),
        )
        return packed(to_bytes(self._part(path, version, manifest))) if path.part else manifest

    def _kept(self, key: str, build: Callable[[], Json]) -> bytes:
        kept = self.store.stored(key)
        if kept is None:
            kept = packed(to_bytes(build()))
            self.store.keep(key, kept)
        return kept

    def _part(self, path: WorkPath, version: Version, manifest: bytes) -> Json:
        at = Addresses(self.base_url, version)
        address = f"{at.work(path.work)}/{quote(path.part, safe='/')}"
        return part(json.loads(unpacked(manifest)), address)

    def _collection(self, path: CollectionPath, visitor: Visitor) -> Json:
        described = self.catalogue.collection(path.collection, visitor)
        total = described.total
        if path.span is None:
            if is_parted(1, total):
                return presentation3.parted_collection(described, self.base_url)
            members = self.catalogue.members(path.collection, 1, total, visitor) if total else ()
            return presentation3.collection(described, members, self.base_url)
        return self._span(described, path.span, visitor)

    def _span(
        self, described: CollectionDescription, span: tuple[int, int], visitor: Visitor
    ) -> Json:
        first, last = span[0], min(span[1], described.total)
        if first > described.total or not is_parted(1, described.total):
            raise DocumentNotFoundError(f"{described.id} has {described.total} members")
        members = (
            None
            if is_parted(first, last)
            else self.catalogue.members(described.id, first, last, visitor)
        )
        return presentation3.span(described, *span, members, self.base_url)
