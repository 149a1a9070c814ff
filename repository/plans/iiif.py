"""IIIF manifests of version 3, and of 2 by way of it, as plans by reference."""

import json
import re
from collections.abc import Mapping
from typing import Any

from repository.plans.iiif2 import upgraded
from repository.plans.iiif_images import images_of
from repository.plans.plan import Plan, check_references, checked
from repository.schemas.errors import Fault, FaultyError
from repository.schemas.plan import PAGE_BEHAVIORS, SECTION_BEHAVIORS, WORK_BEHAVIORS
from repository.schemas.values import LANGUAGE

LARGEST = 64 << 20
"""Bytes of a manifest that are taken."""
_RIGHTS = re.compile(r"https?://(creativecommons\.org|rightsstatements\.org)/(.+?)/?$")
_LANGUAGE = re.compile(LANGUAGE)
_LINKED = frozenset({"Text", "Dataset", "Image", "Sound", "Video", "Model"})
_DEEPEST = 60
_MOST = 20_000


def read_manifest(content: bytes, source: str) -> Plan:
    """The plan of a manifest that came from `source`. Raises `FaultyError`."""
    document = _document(content)
    canvases = _dicts(document.get("items"))
    if not canvases:
        raise FaultyError([Fault("items", "the manifest has no pages")])
    timed = [n for n, canvas in enumerate(canvases) if canvas.get("duration") is not None]
    if timed:
        words = "is sound or video, which is not taken from other sites"
        raise FaultyError([Fault(f"items[{number}]", words) for number in timed[:100]])
    keys = {str(canvas.get("id")) for canvas in canvases}
    data = _described(document, WORK_BEHAVIORS) | {
        "label": _texts(document.get("label")) or {"none": [source]},
        "pages": [_page(canvas) for canvas in canvases[:_MOST]],
        "sections": [
            found
            for node in _dicts(document.get("structures"))
            if (found := _section(node, keys, 1)) is not None
        ],
    }
    if document.get("viewingDirection"):
        data["viewing_direction"] = document["viewingDirection"]
    start = _canvas_of(document.get("start"))
    if start in keys:
        data["start_page"] = start
    work = checked(data)
    check_references(work, {})
    return Plan(source, source, work)


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FaultyError([Fault("", f"is no JSON: {error}")]) from error
    if isinstance(document, dict) and document.get("@type") == "sc:Manifest":
        return upgraded(document)
    if isinstance(document, dict) and document.get("type") == "Manifest":
        return document
    raise FaultyError([Fault("type", "is neither Manifest nor sc:Manifest")])


def _described(node: Mapping[str, Any], behaviors: frozenset[str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "metadata": [
            {"label": label, "value": value}
            for entry in _dicts(node.get("metadata"))
            if (label := _texts(entry.get("label"))) and (value := _texts(entry.get("value")))
        ],
        "homepages": [_link(each) for each in _dicts(node.get("homepage"))],
        "see_also": [_link(each) for each in _dicts(node.get("seeAlso"))],
        "renderings": [_link(each) for each in _dicts(node.get("rendering"))],
        "behaviors": [word for word in _list(node.get("behavior")) if word in behaviors],
    }
    if summary := _texts(node.get("summary")):
        said["summary"] = summary
    statement = node.get("requiredStatement")
    if isinstance(statement, dict):
        label, value = _texts(statement.get("label")), _texts(statement.get("value"))
        if label and value:
            said["required_statement"] = {"label": label, "value": value}
    if node.get("navDate"):
        said["nav_date"] = node["navDate"]
    said["places"] = _places(node.get("navPlace"))
    return said | _rights(node.get("rights"), said["metadata"])


def _rights(value: Any, metadata: list[Any]) -> dict[str, Any]:
    """Known rights as they are; others stay readable as a line of the description."""
    if not isinstance(value, str) or not value:
        return {}
    if found := _RIGHTS.fullmatch(value):
        path = found[2].replace("page/", "vocab/", 1)
        return {"rights": f"http://{found[1]}/{path}/"}
    label = {"kk": ["Құқықтары"], "ru": ["Права"], "en": ["Rights"]}
    entry = {"label": label, "value": {"none": [value]}, "term": "rights"}
    return {"metadata": [*metadata, entry]}


def _places(value: Any) -> list[dict[str, Any]]:
    features = _dicts(value.get("features")) if isinstance(value, dict) else []
    return [
        {
            "label": _texts((feature.get("properties") or {}).get("label")) or {"none": ["—"]},
            "geometry": feature.get("geometry"),
        }
        for feature in features
    ]


def _link(node: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        "href": node.get("id"),
        "type": node.get("type") if node.get("type") in _LINKED else "Text",
        "label": _texts(node.get("label")) or {"none": [str(node.get("id"))]},
        "languages": [word for word in _list(node.get("language")) if isinstance(word, str)],
    }
    for name in ("format", "profile"):
        if isinstance(node.get(name), str):
            found[name] = node[name]
    return found


def _page(canvas: Mapping[str, Any]) -> dict[str, Any]:
    page = _described(canvas, PAGE_BEHAVIORS) | {
        "key": canvas.get("id"),
        "width": canvas.get("width"),
        "height": canvas.get("height"),
        "images": images_of(canvas, _texts),
    }
    if label := _texts(canvas.get("label")):
        page["label"] = label
    return page


def _section(node: Mapping[str, Any], keys: set[str], depth: int) -> dict[str, Any] | None:
    if depth > _DEEPEST:
        raise FaultyError([Fault("structures", f"lies more than {_DEEPEST} deep")])
    items: list[Any] = []
    for item in _dicts(node.get("items")):
        if item.get("type") == "Range":
            found = _section(item, keys, depth + 1)
            items += [found] if found else []
        elif (key := _canvas_of(item)) and (entry := _entry(key, keys)):
            items.append(entry)
    label = _texts(node.get("label"))
    if not items or not label:
        return None
    return _described(node, SECTION_BEHAVIORS) | {"label": label, "items": items}


def _entry(key: str, keys: set[str]) -> dict[str, Any] | None:
    page, _, fragment = key.partition("#")
    if page not in keys:
        return None
    region = re.fullmatch(r"xywh=(?:pixel:)?(\d{1,7}),(\d{1,7}),(\d{1,7}),(\d{1,7})", fragment)
    if region is None:
        return {"page": page}
    return {"page": page, "fragment": {"xywh": [int(side) for side in region.groups()]}}


def _canvas_of(node: Any) -> str | None:
    """The canvas that a reference, or a part of one, names."""
    if not isinstance(node, dict):
        return None
    source = node.get("source") if node.get("type") == "SpecificResource" else node.get("id")
    if isinstance(source, dict):
        source = source.get("id")
    return source if isinstance(source, str) else None


def _texts(value: Any) -> dict[str, list[str]]:
    """A language map without what is empty, and without codes that are none."""
    found: dict[str, list[str]] = {}
    for language, values in value.items() if isinstance(value, dict) else ():
        known = language if _LANGUAGE.fullmatch(str(language)) else "none"
        said = [text for text in _list(values) if isinstance(text, str) and text.strip()]
        if said:
            found.setdefault(known, []).extend(said)
    return found


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in _list(value) if isinstance(each, dict)]


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
