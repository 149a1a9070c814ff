"""The four parameters of an image request, as written (Image API 3.0 and 2.1.1, section 4).

Only syntax is judged here; `geometry` says what it means for a picture of some size.
"""

import re
from dataclasses import dataclass

from imageserver.errors import InvalidRequestError

# Python's own float() and int() take nan, inf, 1e3, +1, 1_0 and Arabic digits; the text does not.
_NUMBER = r"(?:[0-9]{1,10}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})"
_INTEGER = r"[0-9]{1,10}"
_PIXELS = re.compile(rf"({_INTEGER}),({_INTEGER}),({_INTEGER}),({_INTEGER})", re.ASCII)
_PERCENT = re.compile(rf"pct:({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})", re.ASCII)
_SIZE = re.compile(
    rf"(?P<up>\^?)(?:(?P<max>max)|(?P<full>full)|pct:(?P<pct>{_NUMBER})"
    rf"|(?P<fit>!?)(?P<w>{_INTEGER})?,(?P<h>{_INTEGER})?)",
    re.ASCII,
)
_ROTATION = re.compile(rf"(!?)({_NUMBER})", re.ASCII)

QUALITIES = ("default", "color", "gray", "bitonal")
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "tif": "image/tiff",
    "jp2": "image/jp2",
    "avif": "image/avif",
    "pdf": "application/pdf",
}
"""Formats on offer, by the name they have in an address."""


@dataclass(frozen=True, slots=True)
class Region:
    """`kind` is full, square, px or pct; `box` is x, y, width, height in pixels or per cent."""

    kind: str
    box: tuple[float, float, float, float] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Size:
    """`kind` is max, pct, exact (one side may be None) or fit; `up` allows enlarging."""

    kind: str
    up: bool = False
    width: int | None = None
    height: int | None = None
    percent: float = 0


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """A well-formed request; `rotation` is clockwise in degrees, after mirroring."""

    region: Region
    size: Size
    mirror: bool
    rotation: float
    quality: str
    format: str


def parse(version: int, region: str, size: str, rotation: str, file: str) -> ImageRequest:
    """The request that four decoded path segments make in `version` 2 or 3.

    Raises `InvalidRequestError` that names the offending part.
    """
    quality, dot, extension = file.rpartition(".")
    if not dot or quality not in QUALITIES:
        raise InvalidRequestError(f"The quality must be one of {', '.join(QUALITIES)}.")
    if extension not in MEDIA_TYPES:
        raise InvalidRequestError(f"The format must be one of {', '.join(MEDIA_TYPES)}.")
    mirror, degrees = _rotation(rotation)
    return ImageRequest(_region(region), _size(version, size), mirror, degrees, quality, extension)


def _region(text: str) -> Region:
    if text in ("full", "square"):
        return Region(text)
    if match := _PIXELS.fullmatch(text):
        x, y, w, h = map(int, match.groups())
        return Region("px", (x, y, w, h))
    if match := _PERCENT.fullmatch(text):
        x_, y_, w_, h_ = map(float, match.groups())
        return Region("pct", (x_, y_, w_, h_))
    raise InvalidRequestError("The region must be full, square, x,y,w,h or pct:x,y,w,h.")


def _size(version: int, text: str) -> Size:
    match = _SIZE.fullmatch(text)
    if not match or (version == 3 and match["full"]) or (version == 2 and match["up"]):
        raise InvalidRequestError("The size is not one that this version of the API knows.")
    # Version 2 enlarges without a sign of its own (sizeAboveFull), but never for max or !w,h.
    up = bool(match["up"]) or version == 2
    if match["max"] or match["full"]:
        return Size("max", bool(match["up"]))
    if match["pct"]:
        return Size("pct", up, percent=float(match["pct"]))
    width, height = (int(side) if side else None for side in (match["w"], match["h"]))
    if match["fit"]:
        if width is None or height is None:
            raise InvalidRequestError("The size !w,h needs both a width and a height.")
        return Size("fit", bool(match["up"]), width, height)
    if width is None and height is None:
        raise InvalidRequestError("The size has neither a width nor a height.")
    return Size("exact", up, width, height)


def _rotation(text: str) -> tuple[bool, float]:
    match = _ROTATION.fullmatch(text)
    if not match or float(match[2]) > 360:
        raise InvalidRequestError("The rotation must be a number from 0 to 360, or ! and a number.")
    return bool(match[1]), float(match[2])
