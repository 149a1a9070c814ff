"""A whole work as a folder's `work.json` gives it, and as METS and IIIF are read."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, StringConstraints, Tag

from repository.captions import LANGUAGE
from repository.schemas import page, section, work
from repository.schemas.page import ImageIn, PageChange
from repository.schemas.values import Describing, Direction, Fragment, LanguageMap, Sent

Name = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Spoken = Annotated[str, StringConstraints(pattern=f"^{LANGUAGE}$")]


class PlannedImage(ImageIn):
    """A further picture of a page: a `file` of the folder, or one on another server."""

    file: Name | None = None


class PlannedPage(PageChange):
    """A page: a `file` of the folder, or only a size.

    `text` is a file of the folder as well, ALTO or hOCR of what is written on it; so are the
    `captions` of a recording, WebVTT by language.

    Sections and start pages name it by its `key`, its `file`, or its number from 1.
    """

    key: Name | None = None
    file: Name | None = None
    text: Name | None = None
    captions: Annotated[dict[Spoken, Name], Field(max_length=50)] = Field(default_factory=dict)
    images: Annotated[list[PlannedImage], Field(max_length=50)] = Field(default_factory=list)


class PlannedSectionPage(Sent):
    """A page of a section, or a part of one."""

    page: Name
    fragment: Fragment | None = None


def _kind(value: Any) -> str:
    is_page = "page" in value if isinstance(value, dict) else isinstance(value, PlannedSectionPage)
    return "page" if is_page else "section"


_Item = Annotated[
    Annotated[PlannedSectionPage, Tag("page")] | Annotated["PlannedSection", Tag("section")],
    Discriminator(_kind),
]


class PlannedSection(Describing):
    """A section with its pages and the sections in it, in order."""

    label: LanguageMap
    behaviors: Annotated[list[section.Behavior], Field(max_length=10)] = Field(default_factory=list)
    viewing_direction: Direction | None = None
    start_page: Name | None = None
    items: Annotated[list[_Item], Field(max_length=20_000)] = Field(default_factory=list)


class PlannedWork(Describing):
    """A work; without `pages` every scan of the folder is one, in natural order."""

    label: LanguageMap | None = None
    institution: work.Owner | None = None
    behaviors: Annotated[list[work.Behavior], Field(max_length=10)] = Field(default_factory=list)
    viewing_direction: Direction = "left-to-right"
    start_page: Name | None = None
    placeholder_page: Name | None = None
    thumbnail_page: Name | None = None
    pages: Annotated[list[PlannedPage], Field(max_length=20_000)] | None = None
    sections: Annotated[list[PlannedSection], Field(max_length=20_000)] = Field(
        default_factory=list
    )


PlannedSection.model_rebuild()
PlannedWork.model_rebuild()

WORK_BEHAVIORS = frozenset(work.Behavior.__args__)  # type: ignore[attr-defined]
PAGE_BEHAVIORS = frozenset(page.Behavior.__args__)  # type: ignore[attr-defined]
SECTION_BEHAVIORS = frozenset(section.Behavior.__args__)  # type: ignore[attr-defined]
