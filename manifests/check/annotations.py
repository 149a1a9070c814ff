"""Annotation pages and annotations: Presentation API 3.0, sections 5.5 to 5.7."""

from collections.abc import Iterator
from typing import Any

from manifests.check import classes
from manifests.check.bodies import painted_body
from manifests.check.fragments import fragment
from manifests.check.index import Index
from manifests.check.problem import Place, Problem
from manifests.check.resource import items, resource


def annotation_page(
    node: Any, place: Place, index: Index, canvas: dict[str, Any] | None, *, painting: bool
) -> Iterator[Problem]:
    """A page of annotations; `painting` are those that make up the canvas they stand in."""
    if not isinstance(node, dict) or node.get("type") != "AnnotationPage":
        yield place.problem("annotation-page")
        return
    yield from resource(node, "AnnotationPage", place)
    if "items" not in node:
        if painting:
            yield place.problem("missing", property="items", kind="AnnotationPage")
        return
    yield from index.claim(node, place)
    for number, found in enumerate(items(node, "items")):
        at = place.at("items", number)
        yield from _annotation(found, at, index, canvas, painting=painting)


def _annotation(
    node: Any, place: Place, index: Index, canvas: dict[str, Any] | None, *, painting: bool
) -> Iterator[Problem]:
    if not isinstance(node, dict) or node.get("type") != "Annotation":
        yield place.problem("annotation")
        return
    yield from resource(node, "Annotation", place)
    yield from index.claim(node, place)
    granularity = node.get("textGranularity")
    if granularity is not None and granularity not in classes.GRANULARITIES:
        yield place.at("textGranularity").problem("granularity", value=granularity)
    motivation = node.get("motivation")
    paints = motivation == "painting" or motivation == ["painting"]
    if paints != painting:
        yield place.problem("painting" if painting else "not-painting")
    targets = node.get("target")
    for target in targets if isinstance(targets, list) else [targets]:
        yield from _target(target, place.at("target"), index, canvas if painting else None)
    if painting and canvas is not None:
        yield from painted_body(node, canvas, place)


def _target(
    target: Any, place: Place, index: Index, canvas: dict[str, Any] | None
) -> Iterator[Problem]:
    address, part = _source(target)
    if address is None:
        yield place.problem("target", value=target)
        return
    if canvas is not None and address != canvas.get("id"):
        yield place.problem("target-elsewhere", value=address)
        return
    aimed = canvas or index.canvases.get(address)
    if part and aimed is not None:
        yield from fragment(part, aimed, place)


def _source(target: Any) -> tuple[str | None, str]:
    """The address that a target names, and the fragment of it."""
    selector: Any = None
    if isinstance(target, dict) and target.get("type") == "SpecificResource":
        target, selector = target.get("source"), target.get("selector")
    if isinstance(target, dict):
        target = target.get("id")
    if not isinstance(target, str) or not target:
        return None, ""
    address, _, part = target.partition("#")
    if isinstance(selector, dict) and selector.get("type") == "FragmentSelector":
        part = str(selector.get("value", ""))
    return address, part
