"""Tables of contents as they are sent."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from repository.schemas.values import Describing, Direction, Fragment, Id, LanguageMap, Sent

Behavior = Literal[
    "auto-advance", "no-auto-advance", "continuous", "individuals", "no-nav", "paged",
    "sequence", "thumbnail-nav", "unordered",
]  # fmt: skip


class SectionPageIn(Sent):
    """A page of a section, or a part of one."""

    page: Id
    fragment: Fragment | None = None


def _kind(value: Any) -> str:
    is_page = "page" in value if isinstance(value, dict) else isinstance(value, SectionPageIn)
    return "page" if is_page else "section"


_Item = Annotated[
    Annotated[SectionPageIn, Tag("page")] | Annotated["SectionIn", Tag("section")],
    Discriminator(_kind),
]
Items = Annotated[list[_Item], Field(max_length=20_000)]


class SectionChange(Describing):
    """A change of a section: fields that are left out stay as they are; `items` replace all."""

    label: LanguageMap = Field(default_factory=dict)
    behaviors: Annotated[list[Behavior], Field(max_length=10)] = Field(default_factory=list)
    viewing_direction: Direction | None = None
    start_page: Id | None = None
    items: Items = Field(default_factory=list)


class SectionIn(SectionChange):
    """A section with its pages and the sections in it, in order; `id` keeps one that is there."""

    id: Id | None = None
    label: LanguageMap


class ContentsIn(Sent):
    """A whole table of contents."""

    sections: Annotated[list[SectionIn], Field(max_length=20_000)]


SectionChange.model_rebuild()
SectionIn.model_rebuild()
ContentsIn.model_rebuild()
