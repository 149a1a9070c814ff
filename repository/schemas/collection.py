"""Collections as they are sent."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from repository.schemas.values import Describing, Direction, Id, LanguageMap, Sent, Slug
from repository.schemas.work import Owner

Behavior = Literal[
    "multi-part", "together", "unordered", "individuals", "continuous", "paged",
    "auto-advance", "no-auto-advance", "repeat", "no-repeat",
]  # fmt: skip


class CollectionChange(Describing):
    """A change of a collection: fields that are left out stay as they are."""

    slug: Slug = ""
    label: LanguageMap = Field(default_factory=dict)
    behaviors: Annotated[list[Behavior], Field(max_length=10)] = Field(default_factory=list)
    viewing_direction: Direction | None = None
    position: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 0


class CollectionIn(CollectionChange):
    """A new collection; without an institution it belongs to the whole consortium."""

    slug: Slug
    label: LanguageMap
    institution: Owner | None = None


class MemberIn(Sent):
    """A work or a collection within a collection."""

    work: Id | None = None
    collection: Id | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.work is None) == (self.collection is None):
            raise ValueError("is either a work or a collection")
        return self


class MembersIn(Sent):
    """All members in their order."""

    members: Annotated[list[MemberIn], Field(max_length=20_000)]
