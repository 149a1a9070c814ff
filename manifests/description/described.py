"""The properties that works, pages, sections and collections have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from manifests.description.institution import InstitutionDescription
from manifests.description.links import Link
from manifests.description.media import StillDescription
from manifests.description.text import LanguageMap, MetadataEntry

ViewingDirection: TypeAlias = Literal[
    "left-to-right", "right-to-left", "top-to-bottom", "bottom-to-top"
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where on Earth: a GeoJSON geometry (RFC 7946: longitude before latitude) with its name."""

    label: LanguageMap
    geometry: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What can be said of anything: Presentation API 3.0, sections 3.1 to 3.3.

    `rights` is one URI of Creative Commons or rightsstatements.org. `behaviors` are the words of
    section 3.4.2. `nav_date` has a time zone. `thumbnail` overrides the one that is chosen from
    the first picture.
    """

    id: str
    label: LanguageMap
    summary: LanguageMap | None = None
    metadata: tuple[MetadataEntry, ...] = ()
    required_statement: MetadataEntry | None = None
    rights: str = ""
    providers: tuple[InstitutionDescription, ...] = ()
    homepages: tuple[Link, ...] = ()
    see_also: tuple[Link, ...] = ()
    renderings: tuple[Link, ...] = ()
    thumbnail: StillDescription | None = None
    nav_date: datetime | None = None
    places: tuple[Place, ...] = ()
    behaviors: tuple[str, ...] = ()
