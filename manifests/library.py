"""Finds, makes and keeps the document that a path asks for."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from types import ModuleType
from typing import TypeAlias
from urllib.parse import quote

from manifests import presentation2, presentation3
from manifests.addresses import Addresses, Version
from manifests.catalogue import (
    DocumentStore,
    PresentationCatalogue,
    Revision,
    TextCatalogue,
    Visitor,
)
from manifests.description import CollectionDescription, Granularity
from manifests.edition import edition
from manifests.encoding import packed, to_bytes, unpacked
from manifests.errors import DocumentNotFoundError
from manifests.parts import part
from manifests.paths import CollectionPath, WorkPath
from manifests.spans import is_parted
from manifests.values import Json

Path: TypeAlias = WorkPath | CollectionPath

_ENGINES: dict[Version, ModuleType] = {2: presentation2, 3: presentation3}


@dataclass(frozen=True, slots=True)
class Library:
    """The documents of one site; every method may raise what the catalogue raises."""

    catalogue: PresentationCatalogue
    store: DocumentStore
    base_url: str
    texts: TextCatalogue | None = None

    def revision(self, path: Path, visitor: Visitor) -> Revision:
        """The state of the work or collection that a path belongs to."""
        if isinstance(path, WorkPath):
            return self.catalogue.work_revision(path.work, visitor)
        return self.catalogue.collection_revision(path.collection, visitor)

    def address(self, path: Path, version: Version) -> str:
        """The address of the document in one version, and of no other."""
        at = Addresses(self.base_url, version)
        if isinstance(path, WorkPath):
            return f"{at.work(path.work)}/{quote(path.part or 'manifest', safe='/')}"
        if path.span is None:
            return at.collection(path.collection)
        return at.span(path.collection, *path.span)

    def key(self, path: Path, version: Version, revision: Revision) -> str:
        """A name for the document and its state: the same name means the same bytes."""
        if isinstance(path, WorkPath):
            wanted = f"work {path.work} {path.part}"
        else:
            wanted = f"collection {path.collection} {path.span}"
        parts = (edition(), self.base_url, str(version), wanted, revision.tag)
        return blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()

    def document(self, path: Path, version: Version, revision: Revision, visitor: Visitor) -> bytes:
        """The document, `packed`: the one that is kept, or a new one."""
        if isinstance(path, CollectionPath):
            key = self.key(path, version, revision)
            return self._kept(key, lambda: self._collection(path, version, visitor))
        if written := _written(path):
            return packed(to_bytes(self._text(path.work, *written, version)))
        if _stands_alone(path, version):
            return packed(to_bytes(self._alone(path, version, visitor)))
        key = self.key(WorkPath(path.work), version, revision)
        manifest = self._kept(key, lambda: self._manifest(path.work, version, visitor))
        return packed(to_bytes(self._part(path, version, manifest))) if path.part else manifest

    def _kept(self, key: str, build: Callable[[], Json]) -> bytes:
        kept = self.store.stored(key)
        if kept is None:
            kept = packed(to_bytes(build()))
            self.store.keep(key, kept)
        return kept

    def _manifest(self, work: str, version: Version, visitor: Visitor) -> Json:
        described = self.catalogue.work(work, visitor)
        manifest: Json = _ENGINES[version].manifest(described, self.base_url)
        return manifest

    def _part(self, path: WorkPath, version: Version, manifest: bytes) -> Json:
        return part(json.loads(unpacked(manifest)), self.address(path, version))

    def _alone(self, path: WorkPath, version: Version, visitor: Visitor) -> Json:
        work = self.catalogue.work(path.work, visitor)
        match path.part.split("/"):
            case ["layer", layer]:
                document: Json = _ENGINES[version].layer(work, layer, self.base_url)
                return document
            case ["annotations", page, name]:
                return presentation2.annotation_list(work, page, name, self.base_url)
            case ["annotation", page, _, name]:
                return presentation2.said_annotation(work, page, name, self.base_url)
        raise DocumentNotFoundError(path.part)

    def _text(
        self, work: str, page: str, granularity: Granularity, name: str, version: Version
    ) -> Json:
        """What is written on a page, or with a name one line or word of it."""
        if self.texts is None:
            raise DocumentNotFoundError(page)
        described = self.texts.page_text(work, page, granularity)
        engine = _ENGINES[version]
        document: Json
        if name:
            document = engine.written_annotation(work, page, described, name, self.base_url)
        else:
            document = engine.text_page(work, page, described, self.base_url)
        return document

    def _collection(self, path: CollectionPath, version: Version, visitor: Visitor) -> Json:
        described = self.catalogue.collection(path.collection, visitor)
        if path.span is not None:
            return self._span(described, path.span, version, visitor)
        engine, total = _ENGINES[version], described.total
        document: Json
        if is_parted(1, total):
            document = engine.parted_collection(described, self.base_url)
        else:
            members = self.catalogue.members(path.collection, 1, total, visitor) if total else ()
            document = engine.collection(described, members, self.base_url)
        return document

    def _span(
        self,
        described: CollectionDescription,
        span: tuple[int, int],
        version: Version,
        visitor: Visitor,
    ) -> Json:
        first, last = span[0], min(span[1], described.total)
        if first > described.total or not is_parted(1, described.total):
            raise DocumentNotFoundError(f"{described.id} has {described.total} members")
        members = (
            None
            if is_parted(first, last)
            else self.catalogue.members(described.id, first, last, visitor)
        )
        document: Json = _ENGINES[version].span(described, *span, members, self.base_url)
        return document


_GRANULARITIES: dict[str, Granularity] = {"lines": "line", "words": "word"}


def _written(path: WorkPath) -> tuple[str, Granularity, str] | None:
    """The page whose text a path asks for, by lines or words, and the name of one of them."""
    match path.part.split("/"):
        case ["annotations", page, kind] if kind in _GRANULARITIES:
            return page, _GRANULARITIES[kind], ""
        case ["annotation", page, kind, name] if kind in _GRANULARITIES:
            return page, _GRANULARITIES[kind], name
    return None


def _stands_alone(path: WorkPath, version: Version) -> bool:
    """Whether a part of a work is not in its manifest: layers, and in 2.1 what is said of pages."""
    match path.part.split("/"):
        case ["layer", *_]:
            return True
        case ["annotations", _, _] | ["annotation", _, "said", _]:
            return version == 2
    return False
