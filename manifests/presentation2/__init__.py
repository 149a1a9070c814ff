"""Documents of the IIIF Presentation API 2.1, which viewers in use still read."""

from manifests.presentation2.annotations import annotation_list, said_annotation
from manifests.presentation2.collection import collection, parted_collection, span
from manifests.presentation2.layers import layer
from manifests.presentation2.manifest import manifest
from manifests.presentation2.written import text_page, written_annotation

__all__ = [
    "annotation_list",
    "collection",
    "layer",
    "manifest",
    "parted_collection",
    "said_annotation",
    "span",
    "text_page",
    "written_annotation",
]
