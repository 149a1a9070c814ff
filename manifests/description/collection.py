"""Works and collections that belong together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from manifests.description.described import Described, ViewingDirection
from manifests.description.links import CollectionReference
from manifests.description.media import StillDescription
from manifests.description.text import LanguageMap


@dataclass(frozen=True, slots=True)
class MemberDescription:
    """A work or collection inside a collection; its label is the one of its own document.

    `href` is for a member on another site: the absolute address of its document.
    """

    id: str
    kind: Literal["work", "collection"]
    label: LanguageMap
    thumbnail: StillDescription | None = None
    nav_date: datetime | None = None
    behaviors: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionDescription(Described):
    """A collection without its members, which are asked for by position: it may hold 100,000.

    `total` is the number of members that the visitor may see. `path` is the address on this site
    of a collection that is not in the catalogue, such as a search result; it starts with `/`, and
    such a collection has at most 500 members, the last of them its next page if you like.
    """

    total: int
    viewing_direction: ViewingDirection | None = None
    part_of: tuple[CollectionReference, ...] = ()
    path: str = ""
