"""Institutions as they are sent."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from repository.schemas.values import Address, LanguageMap, Link, Sent, Side, Slug

MAIL = r"^[^@\s<>\"',;:]{1,64}@[\w-]+(\.[\w-]+)+$"


class InstitutionChange(Sent):
    """A change of an institution: fields that are left out stay as they are."""

    slug: Slug = ""
    label: LanguageMap = Field(default_factory=dict)
    summary: LanguageMap | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    city: LanguageMap | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    homepage: Address | None = None
    contact: Annotated[str, StringConstraints(pattern=MAIL, max_length=320)] | None = None
    logo: Address | None = None
    logo_width: Side | None = None
    logo_height: Side | None = None
    see_also: Annotated[list[Link], Field(max_length=50)] = Field(default_factory=list)
    position: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 0

    @model_validator(mode="after")
    def _both_sides(self) -> Self:
        if (self.logo_width is None) != (self.logo_height is None):
            raise ValueError("logo_width and logo_height go together")
        return self


class InstitutionIn(InstitutionChange):
    """A new institution."""

    slug: Slug
    label: LanguageMap
