"""What the API answers: the rows of the catalogue as JSON."""

from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from repository.changes.assign import column
from repository.models import (
    Collection,
    Institution,
    Medium,
    MediumKind,
    Page,
    PageImage,
    Section,
    Work,
)
from repository.recordings import medium_href
from repository.schemas.collection import CollectionIn
from repository.schemas.institution import InstitutionIn
from repository.schemas.page import ImageIn, PageChange
from repository.schemas.values import Describing, Fragment
from repository.schemas.work import WorkChange

Texts = dict[str, list[str]]
Item = TypeVar("Item", bound=BaseModel)


class DescribedOut(BaseModel):
    """What is said of works, pages, sections and collections alike."""

    summary: Texts | None
    metadata: list[dict[str, Any]]
    required_statement: dict[str, Any] | None
    rights: str | None
    homepages: list[dict[str, Any]]
    see_also: list[dict[str, Any]]
    renderings: list[dict[str, Any]]
    nav_date: datetime | None
    places: list[dict[str, Any]]
    behaviors: list[str]


class WorkOut(DescribedOut):
    """A work."""

    id: str
    institution: str
    label: Texts
    state: Literal["draft", "published"]
    viewing_direction: str
    start_page: str | None
    placeholder_page: str | None
    thumbnail_page: str | None
    revision: int
    created: datetime
    modified: datetime
    published: datetime | None
    manifest: str


class MediumOut(BaseModel):
    """What browsers play of a recording: `duration` in seconds, `width` and `height` of a film."""

    href: str
    kind: Literal["sound", "video"]
    format: str
    size: int
    duration: float
    width: int | None
    height: int | None


class PageOut(DescribedOut):
    """A page; `work` owns it. `job` says how its picture stands, `image` is the picture's id.

    `medium` is there where its file is a recording; `image` is a film's poster then.
    `cut` is the part of its scan, in parts of its sides, and `turn` the degrees it is then turned.
    """

    id: str
    work: str
    position: int
    label: Texts | None
    file_name: str
    frame: int
    width: int | None
    height: int | None
    scan_label: Texts | None
    scan_target: list[int] | None
    scan_crop: list[int] | None
    turn: int
    cut: list[float] | None
    image: str | None
    medium: MediumOut | None
    job: Literal["waiting", "running", "done", "failed"]
    reason: str


class ImageOut(BaseModel):
    """A further picture of a page."""

    id: str
    position: int
    label: Texts | None
    alternative: bool
    target: list[int] | None
    crop: list[int] | None
    file_name: str
    image: str | None
    href: str | None
    width: int | None
    height: int | None
    format: str | None
    services: list[dict[str, Any]]


class ImagesOut(BaseModel):
    """The further pictures of a page in their order."""

    images: list[ImageOut]


class SectionPageOut(BaseModel):
    """A page of a section."""

    page: str
    fragment: Fragment | None = None


class SectionOut(DescribedOut):
    """A section with all that is in it."""

    id: str
    label: Texts
    viewing_direction: str | None
    start_page: str | None
    items: "list[SectionPageOut | SectionOut]"


class ContentsOut(BaseModel):
    """The table of contents of a work."""

    sections: list[SectionOut]


class CollectionOut(DescribedOut):
    """A collection; without an institution it belongs to the whole consortium."""

    id: str
    slug: str
    institution: str | None
    label: Texts
    viewing_direction: str | None
    position: int
    created: datetime
    modified: datetime
    manifest: str


class MemberOut(BaseModel):
    """A member of a collection: a work or a collection."""

    id: int
    position: int
    work: str | None
    collection: str | None


class InstitutionOut(BaseModel):
    """An institution."""

    id: str
    slug: str
    label: Texts
    summary: Texts | None
    country: str | None
    city: Texts | None
    latitude: float | None
    longitude: float | None
    homepage: str | None
    contact: str | None
    logo: str | None
    logo_width: int | None
    logo_height: int | None
    see_also: list[dict[str, Any]]
    position: int
    created: datetime
    modified: datetime


class Listing(BaseModel, Generic[Item]):
    """A part of a list: `items` from `offset` on, `total` in the whole."""

    items: list[Item]
    total: int
    limit: int
    offset: int


def work_out(work: Work, public_url: str) -> WorkOut:
    """A work as it is answered."""
    return WorkOut(
        **_fields(work, WorkChange, "institution"),
        id=work.id,
        institution=work.institution_id,
        state=work.state.value if hasattr(work.state, "value") else work.state,
        revision=work.revision,
        created=work.created,
        modified=work.modified,
        published=work.published,
        manifest=f"{public_url}/iiif/presentation/3/{work.id}/manifest",
    )


def medium_out(medium: Medium, site: str) -> MediumOut:
    """What is played of a recording as it is answered."""
    return MediumOut(
        href=site + medium_href(medium.id, medium.file_name),
        kind=MediumKind(medium.kind).value,
        format=medium.format,
        size=medium.size,
        duration=medium.duration,
        width=medium.width,
        height=medium.height,
    )


def page_out(page: Page, position: int, job: Any, reason: str, medium: MediumOut | None) -> PageOut:
    """A page as it is answered."""
    return PageOut(
        **_fields(page, PageChange),
        id=page.id,
        work=page.work_id,
        position=position,
        file_name=page.file_name,
        frame=page.frame,
        turn=page.turn,
        cut=page.cut,
        image=page.derivative_id,
        medium=medium,
        job=job,
        reason=reason,
    )


def image_out(image: PageImage) -> ImageOut:
    """A further picture of a page as it is answered."""
    return ImageOut(
        **_fields(image, ImageIn),
        id=image.id,
        position=image.position,
        file_name=image.file_name,
        image=image.derivative_id,
    )


def section_out(section: Section, items: "list[SectionPageOut | SectionOut]") -> SectionOut:
    """A section as it is answered."""
    return SectionOut(
        **_fields(section, Describing),
        id=section.id,
        label=section.label,
        behaviors=section.behaviors,
        viewing_direction=section.viewing_direction,
        start_page=section.start_page_id,
        items=items,
    )


def collection_out(collection: Collection, public_url: str) -> CollectionOut:
    """A collection as it is answered."""
    return CollectionOut(
        **_fields(collection, CollectionIn, "institution"),
        id=collection.id,
        institution=collection.institution_id,
        created=collection.created,
        modified=collection.modified,
        manifest=f"{public_url}/iiif/presentation/3/collection/{collection.id}",
    )


def institution_out(institution: Institution) -> InstitutionOut:
    """An institution as it is answered."""
    return InstitutionOut(
        **_fields(institution, InstitutionIn),
        id=institution.id,
        created=institution.created,
        modified=institution.modified,
    )


def _fields(row: Any, sent: type[BaseModel], *besides: str) -> dict[str, Any]:
    """What can be sent of a thing is answered under the same names."""
    return {name: getattr(row, column(name)) for name in sent.model_fields if name not in besides}
