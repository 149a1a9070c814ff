"""One book, manuscript, map, photograph or recording."""

from dataclasses import dataclass

from manifests.description.annotation import AnnotationCollectionDescription
from manifests.description.described import Described, ViewingDirection
from manifests.description.links import CollectionReference
from manifests.description.page import PageDescription
from manifests.description.section import SectionDescription, Start


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDescription(Described):
    """Everything a manifest says. Its page on this site is its first homepage without being told.

    `pages` are in reading order, at least one. `part_of` names every collection that holds it.
    `searchable` says that readers can look for words in it.
    """

    pages: tuple[PageDescription, ...]
    sections: tuple[SectionDescription, ...] = ()
    viewing_direction: ViewingDirection | None = None
    start: Start | None = None
    placeholder: PageDescription | None = None
    accompanying: PageDescription | None = None
    layers: tuple[AnnotationCollectionDescription, ...] = ()
    part_of: tuple[CollectionReference, ...] = ()
    searchable: bool = False
