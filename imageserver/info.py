"""`info.json` in both versions (Image API 3.0 and 2.1.1, section 5)."""

from collections.abc import Mapping
from typing import Any

from imageserver.catalogue import ImageRecord
from imageserver.geometry import Limits
from imageserver.layout import Layout
from imageserver.request import MEDIA_TYPES

CONTEXTS = {
    3: "http://iiif.io/api/image/3/context.json",
    2: "http://iiif.io/api/image/2/context.json",
}
PROFILES = {
    3: "http://iiif.io/api/image/3/level2.json",
    2: "http://iiif.io/api/image/2/level2.json",
}
_PROTOCOL = "http://iiif.io/api/image"
_FEATURES = ["canonicalLinkHeader", "mirroring", "profileLinkHeader", "rotationArbitrary"]
_FEATURES_3 = [*_FEATURES, "sizeUpscaling"]
_FEATURES_2 = [
    *_FEATURES,
    "baseUriRedirect", "cors", "jsonldMediaType", "regionByPct", "regionByPx", "regionSquare",
    "rotationBy90s", "sizeAboveFull", "sizeByConfinedWh", "sizeByDistortedWh", "sizeByH",
    "sizeByPct", "sizeByW", "sizeByWh",
]  # fmt: skip
_LEVEL_2_FORMATS = ("jpg", "png")


def info(
    version: int, record: ImageRecord, bases: Mapping[int, str], limits: Limits
) -> dict[str, Any]:
    """The document; `bases` are the picture's base addresses by version, as a client writes them.

    The other version is its `service`, for viewers that know only that one.
    """
    return _info_3(record, bases, limits) if version == 3 else _info_2(record, bases, limits)


def _info_3(record: ImageRecord, bases: Mapping[int, str], limits: Limits) -> dict[str, Any]:
    layout = record.layout
    document = {
        "@context": CONTEXTS[3],
        "id": bases[3],
        "type": "ImageService3",
        "protocol": _PROTOCOL,
        "profile": "level2",
        "width": layout.width,
        "height": layout.height,
        "maxWidth": limits.max_width,
        "maxHeight": limits.max_height,
        "maxArea": limits.max_area,
        "sizes": [{"width": w, "height": h} for w, h in _sizes(layout, limits)],
        "tiles": _tiles(layout),
        "preferredFormats": ["jpg"],
        "extraFormats": [name for name in MEDIA_TYPES if name not in _LEVEL_2_FORMATS],
        "extraQualities": _qualities(layout),
        "extraFeatures": _FEATURES_3,
        "service": [{"@id": bases[2], "@type": "ImageService2", "profile": PROFILES[2]}],
    }
    if record.rights:
        document["rights"] = record.rights
    if record.part_of:
        document["partOf"] = [{"id": uri, "type": "Manifest"} for uri in record.part_of]
    return document


def _info_2(record: ImageRecord, bases: Mapping[int, str], limits: Limits) -> dict[str, Any]:
    layout = record.layout
    offers = {
        "formats": list(MEDIA_TYPES),
        "qualities": ["default", *_qualities(layout)],
        "supports": _FEATURES_2,
        "maxWidth": limits.max_width,
        "maxHeight": limits.max_height,
        "maxArea": limits.max_area,
    }
    document: dict[str, Any] = {
        "@context": CONTEXTS[2],
        "@id": bases[2],
        "protocol": _PROTOCOL,
        "width": layout.width,
        "height": layout.height,
        "sizes": [{"width": w, "height": h} for w, h in _sizes(layout, limits)],
        "tiles": _tiles(layout),
        "profile": [PROFILES[2], offers],
        "service": {"@context": CONTEXTS[3], "@id": bases[3], "profile": PROFILES[3]},
    }
    if record.rights:
        document["license"] = record.rights
    return document


def _sizes(layout: Layout, limits: Limits) -> list[tuple[int, int]]:
    """The sizes that lie ready, smallest first."""
    return sorted(size for size in layout.whole if limits.allow(*size))


def _tiles(layout: Layout) -> list[dict[str, Any]]:
    factors = [1 << level for level in range(len(layout.levels))]
    return [{"width": layout.tile, "height": layout.tile, "scaleFactors": factors}]


def _qualities(layout: Layout) -> list[str]:
    """What the picture has beyond `default`; a grey one has no colours to offer."""
    return ["gray", "bitonal"] if layout.bands == 1 else ["color", "gray", "bitonal"]
