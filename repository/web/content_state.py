"""IIIF Content State 1.0: which page, and which part of it, a link means.

A state comes from anywhere: it is read within bounds, and what is not understood means nothing.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

_LONGEST = 8000
_DEEPEST = 6
_CANVAS = re.compile(r"/([0-9a-z]{1,16})/canvas/([0-9a-z]{1,16})", re.ASCII)
_REGION = re.compile(r"xywh=(?:pixel:)?(\d{1,6}),(\d{1,6}),(\d{1,6}),(\d{1,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """A page of a work by its id, and the part of it in pixels: x, y, width, height."""

    work_id: str
    page_id: str
    region: tuple[int, int, int, int] | None = None


def read_state(value: str) -> Target | None:
    """The page that a state names, encoded (section 6) or plain, as an address or as JSON.

    None for anything else, such as states of other sites.
    """
    if not value or len(value) > _LONGEST:
        return None
    text = value.strip()
    if not text.startswith(("{", "http://", "https://")):
        text = _decoded(text)
    if text.startswith("{"):
        try:
            return _target(json.loads(text))
        except (ValueError, RecursionError):
            return None
    return _of_address(text) if text.startswith("http") else None


def _decoded(text: str) -> str:
    """Section 6.3: URI-encoded, then base64url without its padding."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return unquote(data.decode("utf-8")).strip()
    except (binascii.Error, ValueError):
        return ""


def _target(value: Any, region: str = "", depth: int = 0) -> Target | None:
    """Walks down an annotation, a target, a specific resource, to a canvas."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return _target(value[0], region, depth + 1) if value else None
    if isinstance(value, str):
        return _of_address(value, region)
    if not isinstance(value, dict):
        return None
    inner = value.get("target") or value.get("source")
    if inner:
        return _target(inner, region or _selected(value.get("selector")), depth + 1)
    address = value.get("id") or value.get("@id")
    return _of_address(address, region) if isinstance(address, str) else None


def _selected(selector: Any) -> str:
    if isinstance(selector, list):
        selector = selector[0] if selector else None
    found = selector.get("value") if isinstance(selector, dict) else None
    return found if isinstance(found, str) else ""


def _of_address(address: str, region: str = "") -> Target | None:
    path, _, fragment = address.partition("#")
    found = _CANVAS.search(path)
    if not found:
        return None
    part = _REGION.search(region or fragment)
    if not part:
        return Target(found[1], found[2])
    x, y, width, height = (int(number) for number in part.groups())
    inside = width > 0 and height > 0
    return Target(found[1], found[2], (x, y, width, height) if inside else None)
