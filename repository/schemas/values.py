"""The values that fields hold."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from repository.fields import ROLES, TERMS
from repository.fields.rights import is_statement

LARGEST = 2**31 - 1
"""The largest number that every database keeps."""

LANGUAGE = r"^(none|[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)$"


class Sent(BaseModel):
    """Base of all that is sent: nothing unknown, no guessing of types."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


def _known_rights(value: str) -> str:
    if not is_statement(value):
        raise ValueError("is no URI of Creative Commons or rightsstatements.org")
    return value


def _with_zone(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("has no time zone: write 1784-01-01T00:00:00Z")
    return value.astimezone(UTC)


def _place(value: list[int]) -> list[int]:
    x, y, width, height = value
    if x < 0 or y < 0 or width < 1 or height < 1:
        raise ValueError("is [x, y, width, height] with a width and height of at least 1")
    return value


Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE, max_length=40)]
LanguageMap = Annotated[
    dict[Language, Annotated[list[Text], Field(min_length=1, max_length=100)]],
    Field(min_length=1, max_length=50, examples=[{"kk": ["Кітап"], "ru": ["Книга"]}]),
]
Address = Annotated[
    str, StringConstraints(pattern=r"^https?://[!-~]+$", min_length=8, max_length=2000)
]
Href = Annotated[str, StringConstraints(pattern=r"^(https?:/)?/[!-~]+$", max_length=2000)]
Rights = Annotated[str, AfterValidator(_known_rights)]
Moment = Annotated[datetime, AfterValidator(_with_zone)]
Region = Annotated[
    list[Annotated[int, Field(strict=True, ge=0, le=LARGEST)]],
    Field(min_length=4, max_length=4, description="[x, y, width, height] in pixels"),
    AfterValidator(_place),
]
Side = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,16}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[0-9a-z][0-9a-z-]{0,99}$")]
Direction = Literal["left-to-right", "right-to-left", "top-to-bottom", "bottom-to-top"]


def _one_of(names: Iterable[str]) -> Any:
    """A text that is one of these, in the document of the API as well."""
    known = sorted(names)

    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"is none of: {', '.join(known)}")
        return value

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": known})


Term = Annotated[str, *_one_of(TERMS)]
RoleCode = Annotated[str, *_one_of(ROLES)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,39}$")]


class MetadataEntry(Sent):
    """A label and a value; `term` says which field of a description or element of Dublin Core.

    `code` is that of a language or a type, `role` what a person did (a MARC relator).
    """

    label: LanguageMap
    value: LanguageMap
    term: Term | None = None
    code: Code | None = None
    role: RoleCode | None = None
    authorities: Annotated[list[Id], Field(max_length=20)] | None = None


class Statement(Sent):
    """A label and a value that viewers must show."""

    label: LanguageMap
    value: LanguageMap


class Link(Sent):
    """Something outside the work: an address, absolute or a path on this site."""

    href: Href
    type: Literal["Text", "Dataset", "Image", "Sound", "Video", "Model"]
    label: LanguageMap
    format: Annotated[str, StringConstraints(pattern=r"^[\w.+-]+/[\w.+-]+$")] | None = None
    languages: Annotated[list[Language], Field(max_length=20)] = Field(default_factory=list)
    profile: Annotated[str, StringConstraints(max_length=2000)] | None = None


class Place(Sent):
    """Where on Earth: a GeoJSON geometry with its name."""

    label: LanguageMap
    geometry: dict[str, Any]


class Service(Sent):
    """An image service of another server."""

    href: Address
    type: Literal["ImageService1", "ImageService2", "ImageService3"]
    profile: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Fragment(Sent):
    """A part of a page: a rectangle in pixels, a span in seconds, or both."""

    xywh: Region | None = None
    start: Annotated[float, Field(ge=0)] | None = None
    end: Annotated[float, Field(gt=0)] | None = None


class Describing(Sent):
    """What can be said of works, pages, sections and collections alike."""

    summary: LanguageMap | None = None
    metadata: Annotated[list[MetadataEntry], Field(max_length=500)] = Field(default_factory=list)
    required_statement: Statement | None = None
    rights: Rights | None = None
    homepages: Annotated[list[Link], Field(max_length=50)] = Field(default_factory=list)
    see_also: Annotated[list[Link], Field(max_length=50)] = Field(default_factory=list)
    renderings: Annotated[list[Link], Field(max_length=50)] = Field(default_factory=list)
    nav_date: Moment | None = None
    places: Annotated[list[Place], Field(max_length=500)] = Field(default_factory=list)
