"""What is painted on a canvas of another site, as pictures by reference."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_REGION = re.compile(r"(?:.*#xywh=)?(?:pixel:)?(\d{1,7}),(\d{1,7}),(\d{1,7}),(\d{1,7})")
_MOST = 50

Texts = Callable[[Any], dict[str, list[str]]]


def images_of(canvas: Mapping[str, Any], texts: Texts) -> list[dict[str, Any]]:
    """The pictures of a canvas, alternatives after the one they stand for."""
    found: list[dict[str, Any]] = []
    for painting in _paintings(canvas):
        target = _target(painting.get("target"))
        for number, body in enumerate(_bodies(painting.get("body"))):
            image = _image(body, canvas, texts)
            if image is None:
                continue
            if target:
                image["target"] = target
            found.append(image | {"alternative": number > 0})
    return found[:_MOST]


def _paintings(canvas: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for page in _dicts(canvas.get("items")):
        for annotation in _dicts(page.get("items")):
            if "painting" in str(annotation.get("motivation")):
                yield annotation


def _bodies(body: Any) -> Iterator[Mapping[str, Any]]:
    for each in _dicts(body):
        if each.get("type") == "Choice":
            yield from _dicts(each.get("items"))
        else:
            yield each


def _image(
    body: Mapping[str, Any], canvas: Mapping[str, Any], texts: Texts
) -> dict[str, Any] | None:
    crop = None
    label = texts(body.get("label"))
    if body.get("type") == "SpecificResource":
        selector = body.get("selector")
        crop = _region(selector.get("region")) if isinstance(selector, dict) else None
        source = body.get("source")
        body = source if isinstance(source, dict) else {"id": source, "type": "Image"}
        label = label or texts(body.get("label"))
    if body.get("type") != "Image":
        return None
    services = (service_of(node) for node in _dicts(body.get("service")))
    image = {
        "href": body.get("id"),
        "width": body.get("width") or canvas.get("width"),
        "height": body.get("height") or canvas.get("height"),
        "services": [service for service in services if service],
    }
    if isinstance(body.get("format"), str):
        image["format"] = body["format"].replace("image/jpg", "image/jpeg")
    return image | ({"label": label} if label else {}) | ({"crop": crop} if crop else {})


def service_of(node: Mapping[str, Any]) -> dict[str, Any] | None:
    """The image service that a manifest or its own info.json describes; None for others."""
    address = node.get("id") or node.get("@id")
    kind = _kind(node)
    if kind is None:
        return None
    profile = node.get("profile")
    if isinstance(profile, list):
        profile = next((each for each in profile if isinstance(each, str)), None)
    return {"href": address, "type": kind, "profile": profile or "level0"}


def _kind(node: Mapping[str, Any]) -> str | None:
    said = str(node.get("type") or node.get("@type"))
    if said in ("ImageService1", "ImageService2", "ImageService3"):
        return said
    words = f"{node.get('@context')} {node.get('profile')} {node.get('protocol')}"
    for version in ("3", "2"):
        if f"image/{version}/" in words:
            return f"ImageService{version}"
    return (
        "ImageService1"
        if "image-api" in words
        else ("ImageService2" if "/image" in words else None)
    )


def _target(value: Any) -> list[int] | None:
    if isinstance(value, dict):
        selector = value.get("selector")
        value = selector.get("value") if isinstance(selector, dict) else None
    return _region(value)


def _region(value: Any) -> list[int] | None:
    found = _REGION.fullmatch(value) if isinstance(value, str) and len(value) < 4000 else None
    return [int(side) for side in found.groups()] if found else None


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]
