"""Works as they are sent."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from repository.schemas.values import Describing, Direction, Id, LanguageMap

Behavior = Literal[
    "paged", "individuals", "continuous", "unordered",
    "auto-advance", "no-auto-advance", "repeat", "no-repeat",
]  # fmt: skip
Owner = Annotated[
    str, StringConstraints(min_length=1, max_length=100), Field(description="its id or slug")
]


class WorkChange(Describing):
    """A change of a work: fields that are left out stay as they are."""

    label: LanguageMap = Field(default_factory=dict)
    institution: Owner = ""
    behaviors: Annotated[list[Behavior], Field(max_length=10)] = Field(default_factory=list)
    viewing_direction: Direction = "left-to-right"
    start_page: Id | None = None
    placeholder_page: Id | None = None
    thumbnail_page: Id | None = None


class WorkIn(WorkChange):
    """A new work."""

    label: LanguageMap
    institution: Owner
