"""Which document a path asks for."""

import re
from dataclasses import dataclass

from manifests.addresses import Version
from manifests.spans import is_span

_SPAN = re.compile(r"([1-9][0-9]{0,11})-([1-9][0-9]{0,11})", re.ASCII)
_PARTS = {"canvas", "range", "annotations", "annotation", "layer", "sequence"}
_DEEPEST = 8
"""How many segments a path has at most; hostile ones have thousands."""


@dataclass(frozen=True, slots=True)
class WorkPath:
    """A manifest, or with `part` something inside it: `canvas/p1`. No version: negotiate it."""

    work: str
    part: str = ""
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class CollectionPath:
    """A collection, or a span of its members, counted from 1. No version: negotiate it."""

    collection: str
    span: tuple[int, int] | None = None
    version: Version | None = None


def parse(path: str) -> WorkPath | CollectionPath | None:
    """What lies under `/iiif/presentation/`, None when nothing does."""
    segments = path.split("/", _DEEPEST)
    if len(segments) > _DEEPEST or not all(segments):
        return None
    if len(segments) == 2:
        return _parse(segments, None)
    versions: dict[str, Version] = {"2": 2, "3": 3}
    version = versions.get(segments[0])
    return _parse(segments[1:], version) if version else None


def _parse(segments: list[str], version: Version | None) -> WorkPath | CollectionPath | None:
    match segments:
        case ["collection", collection]:
            return CollectionPath(collection, None, version)
        case ["collection", collection, span]:
            members = _span(span)
            return CollectionPath(collection, members, version) if members else None
        case [work, "manifest"]:
            return WorkPath(work, "", version)
        case [work, kind, *rest] if kind in _PARTS and rest:
            return WorkPath(work, "/".join([kind, *rest]), version)
    return None


def _span(text: str) -> tuple[int, int] | None:
    match = _SPAN.fullmatch(text)
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    return (first, last) if is_span(first, last) else None
