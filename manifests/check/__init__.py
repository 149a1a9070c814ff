"""The rules of the Presentation API 3.0 that types cannot express.

`check` reads any document, also a partner's; `check_work` is what stands before publication.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from manifests.check.annotations import annotation_page
from manifests.check.canvas import canvas, extra_canvases
from manifests.check.collection import collection
from manifests.check.context import context
from manifests.check.index import Index
from manifests.check.problem import Place, Problem, Subject
from manifests.check.ranges import section_range, start
from manifests.check.resource import items, resource
from manifests.description import WorkDescription
from manifests.errors import InvalidDocumentError
from manifests.presentation3.manifest import draft
from manifests.presentation3.typed import checked_manifest

__all__ = ["Problem", "Subject", "check", "check_work"]

MOST = 500
"""How many problems are listed: after so many, what is needed is another document."""


def check_work(work: WorkDescription, base_url: str) -> list[Problem]:
    """What stands against publishing a work, in the order of its document; empty when nothing."""
    place = Place("", Subject("work", label=work.label))
    try:
        document = draft(work, base_url)
        if problems := check(document):
            return problems
        checked_manifest(document)
    except InvalidDocumentError as error:
        return [place.problem("schema", reason=error)]
    return []


def check(document: Any) -> list[Problem]:
    """The rules that a manifest, collection or annotation page breaks, in the document's order."""
    return list(islice(_check(document), MOST))


def _check(document: Any) -> Iterator[Problem]:
    place = Place("", Subject("work"))
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Collection":
        yield from collection(document, place, Index())
        yield from context(document, place.of(document))
    elif kind == "Manifest":
        yield from _manifest(document, place.of(document))
        yield from context(document, place.of(document))
    elif kind == "AnnotationPage":
        yield from annotation_page(document, place, Index(), None, painting=False)
        yield from context(document, place)
    else:
        yield place.problem("document")


def _manifest(document: dict[str, Any], place: Place) -> Iterator[Problem]:
    canvases = {c["id"]: c for c in items(document, "items") if _has_id(c)}
    index = Index(canvases=canvases)
    yield from resource(document, "Manifest", place)
    yield from index.claim(document, place)
    yield from extra_canvases(document, place, index)
    for position, page in enumerate(items(document, "items")):
        yield from canvas(page, place.at("items", position), index)
    for position, section in enumerate(items(document, "structures")):
        yield from section_range(section, place.at("structures", position), index)
    for position, page in enumerate(items(document, "annotations")):
        at = place.at("annotations", position)
        yield from annotation_page(page, at, index, None, painting=False)
    if "start" in document:
        yield from start(document["start"], place.at("start"), index)


def _has_id(node: Any) -> bool:
    return isinstance(node, dict) and isinstance(node.get("id"), str)
