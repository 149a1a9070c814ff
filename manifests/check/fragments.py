"""Parts of pages, and whether they lie on the page."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from manifests.check.problem import Place, Problem

_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?)"
_AREA = re.compile(rf"(?:pixel:)?{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}", re.ASCII)
_TIME = re.compile(rf"(?:npt:)?{_NUMBER}?(?:,{_NUMBER})?", re.ASCII)
_SLACK = 0.01
"""Seconds by which a span may end after its page: durations are rounded."""


def fragment(text: str, canvas: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """`xywh=…` and `t=…`, time first, inside the canvas."""
    parts = text.split("&")
    names = [part.partition("=")[0] for part in parts]
    if not parts or not set(names) <= {"xywh", "t"} or names == ["xywh", "t"]:
        yield place.problem("fragment", value=text)
        return
    for name, part in zip(names, parts, strict=True):
        value = part.partition("=")[2]
        inside = _area(value, canvas) if name == "xywh" else _time(value, canvas)
        if inside is None:
            yield place.problem("fragment", value=text)
        elif not inside:
            yield place.problem("fragment-outside", value=text)


def _area(value: str, canvas: Mapping[str, Any]) -> bool | None:
    match = _AREA.fullmatch(value)
    if not match:
        return None
    x, y, width, height = (float(number) for number in match.groups())
    right, bottom = number(canvas.get("width")), number(canvas.get("height"))
    if width <= 0 or height <= 0 or right is None or bottom is None:
        return False
    return x + width <= right and y + height <= bottom


def _time(value: str, canvas: Mapping[str, Any]) -> bool | None:
    match = _TIME.fullmatch(value)
    if not match or not value or value == ",":
        return None
    duration = number(canvas.get("duration"))
    if duration is None:
        return False
    start = float(match[1] or 0)
    end = float(match[2]) if match[2] else duration
    return start < end <= duration + _SLACK


def number(value: Any) -> float | None:
    """A positive number, None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value < float("inf") else None
