"""Documents of the IIIF Presentation API 3.0."""

from manifests.presentation3.collection import collection, parted_collection, span
from manifests.presentation3.layers import layer
from manifests.presentation3.manifest import manifest
from manifests.presentation3.typed import prepare
from manifests.presentation3.written import text_page, written_annotation

__all__ = [
    "collection",
    "layer",
    "manifest",
    "parted_collection",
    "prepare",
    "span",
    "text_page",
    "written_annotation",
]
