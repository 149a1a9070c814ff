"""Pages and their pictures as they are sent."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from repository.schemas.values import (
    Address,
    Describing,
    Id,
    LanguageMap,
    Region,
    Sent,
    Service,
    Side,
)

Behavior = Literal[
    "facing-pages", "non-paged", "auto-advance", "no-auto-advance",
]  # fmt: skip


class PageChange(Describing):
    """A change of a page: fields that are left out stay as they are.

    `width` and `height` are the size of the page where it is not that of its scan.
    """

    label: LanguageMap | None = None
    behaviors: Annotated[list[Behavior], Field(max_length=10)] = Field(default_factory=list)
    width: Side | None = None
    height: Side | None = None
    scan_label: LanguageMap | None = None
    scan_target: Region | None = None
    scan_crop: Region | None = None

    @model_validator(mode="after")
    def _both_sides(self) -> Self:
        if (self.width is None) != (self.height is None):
            raise ValueError("width and height go together")
        return self


class PageIn(PageChange):
    """A new page without a scan; it needs its size."""

    width: Side
    height: Side


class OrderIn(Sent):
    """The pages of a work in their order; pages of another work are shared."""

    pages: Annotated[list[Id], Field(max_length=20_000)]


class ImageChange(Sent):
    """A change of a picture of a page: fields that are left out stay as they are."""

    label: LanguageMap | None = None
    alternative: bool = False
    target: Region | None = None
    crop: Region | None = None


class ImageIn(ImageChange):
    """A further picture of a page.

    With `href`, `width` and `height` it lies on another server; without, its file is sent next.
    """

    href: Address | None = None
    width: Side | None = None
    height: Side | None = None
    format: Annotated[str, StringConstraints(pattern=r"^image/[\w.+-]+$")] | None = None
    services: Annotated[list[Service], Field(max_length=5)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = {self.href is None, self.width is None, self.height is None}
        if len(given) > 1:
            raise ValueError("href, width and height go together")
        return self
