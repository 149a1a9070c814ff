"""Presentation 2 manifests as Presentation 3, as far as plans are read from them."""

from collections.abc import Iterator, Mapping
from typing import Any

_HINTS = {"individuals", "paged", "continuous", "non-paged", "facing-pages"}
_DEEPEST = 60


def upgraded(old: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest of version 3 that says what one of version 2 says."""
    sequence = next((each for each in _list(old.get("sequences")) if isinstance(each, dict)), {})
    direction = old.get("viewingDirection") or sequence.get("viewingDirection")
    start = sequence.get("startCanvas") or old.get("startCanvas")
    ranges = [each for each in _list(old.get("structures")) if isinstance(each, dict)]
    new = _described(old) | {
        "id": old.get("@id"),
        "type": "Manifest",
        "items": [_canvas(c) for c in _list(sequence.get("canvases")) if isinstance(c, dict)],
        "structures": _ranges(ranges),
    }
    if direction:
        new["viewingDirection"] = direction
    if isinstance(start, str):
        new["start"] = {"id": start, "type": "Canvas"}
    behaviors = [hint for hint in _hints(old) + _hints(sequence) if hint in _HINTS]
    return new | {"behavior": list(dict.fromkeys(behaviors))}


def texts(value: Any) -> dict[str, list[str]]:
    """A text of version 2 as a language map."""
    found: dict[str, list[str]] = {}
    for each in _list(value):
        language, text = "none", each
        if isinstance(each, dict):
            language, text = each.get("@language") or "none", each.get("@value")
        if isinstance(text, str | int | float) and str(text).strip():
            found.setdefault(str(language), []).append(str(text))
    return found


def _described(old: Mapping[str, Any]) -> dict[str, Any]:
    new: dict[str, Any] = {"label": texts(old.get("label"))}
    if summary := texts(old.get("description")):
        new["summary"] = summary
    new["metadata"] = [
        {"label": texts(entry.get("label")), "value": texts(entry.get("value"))}
        for entry in _list(old.get("metadata"))
        if isinstance(entry, dict)
    ]
    if attribution := texts(old.get("attribution")):
        label = {"en": ["Attribution"], "ru": ["Источник"], "kk": ["Дереккөз"]}
        new["requiredStatement"] = {"label": label, "value": attribution}
    if rights := next((each for each in _list(old.get("license")) if isinstance(each, str)), None):
        new["rights"] = rights
    if isinstance(old.get("navDate"), str):
        new["navDate"] = old["navDate"]
    for before, after, kind in (
        ("related", "homepage", "Text"),
        ("seeAlso", "seeAlso", "Dataset"),
        ("rendering", "rendering", "Text"),
    ):
        new[after] = [_link(each, kind, new["label"]) for each in _list(old.get(before))]
    return new


def _link(value: Any, kind: str, label: dict[str, list[str]]) -> dict[str, Any]:
    node = value if isinstance(value, dict) else {"@id": value}
    found = {"id": node.get("@id"), "type": kind, "label": texts(node.get("label")) or label}
    for name in ("format", "profile"):
        if isinstance(node.get(name), str):
            found[name] = node[name]
    return found


def _canvas(old: Mapping[str, Any]) -> dict[str, Any]:
    images = (image for image in _list(old.get("images")) if isinstance(image, dict))
    return _described(old) | {
        "id": old.get("@id"),
        "type": "Canvas",
        "width": old.get("width"),
        "height": old.get("height"),
        "behavior": [hint for hint in _hints(old) if hint in _HINTS],
        "items": [{"type": "AnnotationPage", "items": [_painting(image) for image in images]}],
    }


def _painting(old: Mapping[str, Any]) -> dict[str, Any]:
    bodies = list(_bodies(old.get("resource")))
    body = bodies[0] if len(bodies) == 1 else {"type": "Choice", "items": bodies}
    return {"type": "Annotation", "motivation": "painting", "body": body, "target": old.get("on")}


def _bodies(resource: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(resource, dict):
        return
    kind = resource.get("@type")
    if kind == "oa:Choice":
        for each in [resource.get("default"), *_list(resource.get("item"))]:
            yield from _bodies(each) if isinstance(each, dict) else ()
    elif kind == "oa:SpecificResource":
        for whole in _bodies(resource.get("full")):
            yield {
                "type": "SpecificResource",
                "source": whole,
                "selector": resource.get("selector"),
            }
    else:
        label = texts(resource.get("label"))
        yield {**resource, "id": resource.get("@id"), "type": "Image"} | (
            {"label": label} if label else {"label": {}}
        )


def _ranges(old: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = {each["@id"]: each for each in old if isinstance(each.get("@id"), str)}
    below = {child for each in old for child in _children(each)}
    tops = [each for each in known.values() if each["@id"] not in below]
    placed: set[str] = set()
    found = [_range(each, known, placed, 1) for each in tops]
    whole = len(tops) == 1 and tops[0].get("viewingHint") == "top"
    return [item for item in found[0]["items"] if item["type"] == "Range"] if whole else found


def _range(
    old: Mapping[str, Any], known: Mapping[str, Any], placed: set[str], depth: int
) -> dict[str, Any]:
    """A range with those in it, each in one place: named twice it could unfold without end."""
    items: list[dict[str, Any]] = []
    for name in ("canvases", "members", "ranges"):
        for each in _list(old.get(name)):
            key = each.get("@id") if isinstance(each, dict) else each
            if not isinstance(key, str) or key in placed:
                continue
            if key not in known:
                items.append({"id": key, "type": "Canvas"})
            elif depth < _DEEPEST:
                placed.add(key)
                items.append(_range(known[key], known, placed, depth + 1))
    return {"id": old.get("@id"), "type": "Range", "label": texts(old.get("label")), "items": items}


def _children(old: Mapping[str, Any]) -> Iterator[str]:
    for each in [*_list(old.get("ranges")), *_list(old.get("members"))]:
        key = each.get("@id") if isinstance(each, dict) else each
        if isinstance(key, str):
            yield key


def _hints(old: Mapping[str, Any]) -> list[str]:
    return [hint for hint in _list(old.get("viewingHint")) if isinstance(hint, str)]


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
