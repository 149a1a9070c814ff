"""Plain frozen descriptions of works and collections: all that documents are made from."""

from manifests.description.annotation import (
    AnnotationBody,
    AnnotationCollectionDescription,
    AnnotationDescription,
    AnnotationPageDescription,
    AnnotationPageReference,
    AnnotationPages,
    AnnotationTarget,
    Caption,
    PageOutline,
    PagePoint,
    ResourceBody,
    TextBody,
)
from manifests.description.collection import CollectionDescription, MemberDescription
from manifests.description.described import Described, Place, ViewingDirection
from manifests.description.institution import InstitutionDescription
from manifests.description.links import CollectionReference, Link
from manifests.description.media import (
    Fragment,
    ImageDescription,
    MediumDescription,
    PaintingDescription,
    PictureDescription,
    RemoteService,
    SoundDescription,
    StillDescription,
    VideoDescription,
)
from manifests.description.page import PageDescription
from manifests.description.search import (
    FoundDescription,
    Granularity,
    HitDescription,
    PageTextDescription,
    TermDescription,
    WrittenDescription,
)
from manifests.description.section import (
    DEEPEST,
    PageReference,
    SectionDescription,
    SectionItem,
    Start,
)
from manifests.description.text import LanguageMap, MetadataEntry
from manifests.description.work import WorkDescription

__all__ = [
    "DEEPEST",
    "AnnotationBody",
    "AnnotationCollectionDescription",
    "AnnotationDescription",
    "AnnotationPageDescription",
    "AnnotationPageReference",
    "AnnotationPages",
    "AnnotationTarget",
    "Caption",
    "CollectionDescription",
    "CollectionReference",
    "Described",
    "FoundDescription",
    "Fragment",
    "Granularity",
    "HitDescription",
    "ImageDescription",
    "InstitutionDescription",
    "LanguageMap",
    "Link",
    "MediumDescription",
    "MemberDescription",
    "MetadataEntry",
    "PageDescription",
    "PageOutline",
    "PagePoint",
    "PageReference",
    "PageTextDescription",
    "PaintingDescription",
    "PictureDescription",
    "Place",
    "RemoteService",
    "ResourceBody",
    "SectionDescription",
    "SectionItem",
    "SoundDescription",
    "Start",
    "StillDescription",
    "TermDescription",
    "TextBody",
    "VideoDescription",
    "ViewingDirection",
    "WorkDescription",
    "WrittenDescription",
]
