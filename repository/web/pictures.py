"""Addresses of small pictures, in sizes that lie ready in the stored pyramid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from imageserver.layout import Layout


@dataclass(frozen=True, slots=True)
class Picture:
    """An `img`: addresses for usual and for sharp screens, its size in pixels, and the whole."""

    url: str
    sharp: str
    whole: str
    width: int
    height: int


def picture(image_id: str, layout: Mapping[str, Any], width: int) -> Picture:
    """The picture to be shown `width` CSS pixels wide: the smallest ready size not smaller."""
    service = f"{request.script_root}/iiif/image/3/{image_id}/full"
    sizes = Layout.from_json(dict(layout))
    usual = _ready_size(sizes, width)
    sharp = _ready_size(sizes, 2 * width)
    return Picture(
        url=f"{service}/{usual[0]},{usual[1]}/0/default.jpg",
        sharp=f"{service}/{sharp[0]},{sharp[1]}/0/default.jpg",
        whole=f"{service}/max/0/default.jpg",
        width=usual[0],
        height=usual[1],
    )


def thumbnail(
    image_id: str | None, layout: Mapping[str, Any] | None, width: int = 240
) -> Picture | None:
    """A small picture for lists, None while there is none."""
    if image_id is None or layout is None:
        return None
    return picture(image_id, layout, width)


def _ready_size(sizes: Layout, width: int) -> tuple[int, int]:
    levels = sorted({*sizes.whole, *sizes.levels})
    ready = next((size for size in levels if size[0] >= width), levels[-1])
    if ready[0] <= 2 * width:
        return ready
    # Far from any size that lies ready, which happens with pictures of few levels.
    return width, max(1, round(sizes.height * width / sizes.width))
