"""What rows of works, pages, sections and collections have in common, as manifests take it."""

from html import escape
from itertools import zip_longest
from typing import Any, TypedDict

from imageserver.layout import Layout
from manifests.description import (
    ImageDescription,
    InstitutionDescription,
    LanguageMap,
    Link,
    MetadataEntry,
    PictureDescription,
    Place,
)
from repository.authorities.linking import NO_LINKS, Links
from repository.descriptions.shown import Shown, shown
from repository.models import Derivative, Institution
from repository.models.described import Described


class Common(TypedDict):
    """The arguments of `manifests.description.Described` that are read from one row."""

    summary: LanguageMap | None
    metadata: tuple[MetadataEntry, ...]
    required_statement: MetadataEntry | None
    rights: str
    homepages: tuple[Link, ...]
    see_also: tuple[Link, ...]
    renderings: tuple[Link, ...]
    nav_date: Any
    places: tuple[Place, ...]
    behaviors: tuple[str, ...]


def common(row: Described, known: Links = NO_LINKS) -> Common:
    """What is said of the row; names that lead somewhere by `known` are links."""
    return {
        "summary": row.summary,
        "metadata": tuple(_line(line) for line in shown(row.metadata_, known)),
        "required_statement": _entry(row.required_statement) if row.required_statement else None,
        "rights": row.rights or "",
        "homepages": links(row.homepages),
        "see_also": links(row.see_also),
        "renderings": links(row.renderings),
        "nav_date": row.nav_date,
        "places": tuple(Place(each["label"], each["geometry"]) for each in row.places),
        "behaviors": tuple(row.behaviors),
    }


def links(rows: list[Any]) -> tuple[Link, ...]:
    """The links of a column."""
    return tuple(
        Link(
            href=row["href"],
            type=row["type"],
            label=row["label"],
            format=row.get("format", ""),
            languages=tuple(row.get("languages", ())),
            profile=row.get("profile", ""),
        )
        for row in rows
    )


def provider(institution: Institution) -> InstitutionDescription:
    """The library as the provider of its works."""
    site = (
        (Link(institution.homepage, "Text", institution.label, "text/html"),)
        if institution.homepage
        else ()
    )
    return InstitutionDescription(
        href=f"/institutions/{institution.slug}",
        label=institution.label,
        homepages=site,
        logo=_logo(institution),
        see_also=links(institution.see_also),
    )


def image(derivative: Derivative, label: LanguageMap | None = None) -> ImageDescription:
    """A picture of the image server."""
    layout = Layout.from_json(derivative.layout)
    return ImageDescription(
        id=derivative.id,
        width=layout.width,
        height=layout.height,
        sizes=layout.whole,
        label=label,
    )


def _logo(institution: Institution) -> PictureDescription | None:
    address, width, height = institution.logo, institution.logo_width, institution.logo_height
    if not address or not width or not height:
        return None
    suffix = address.rpartition(".")[2].lower()
    media_type = {"png": "image/png", "svg": "image/svg+xml"}.get(suffix, "image/jpeg")
    return PictureDescription(address, width, height, media_type)


def _entry(entry: dict[str, Any]) -> MetadataEntry:
    return MetadataEntry(entry["label"], entry["value"])


def _line(line: Shown) -> MetadataEntry:
    return MetadataEntry(
        line.label,
        {
            language: [
                _link_to(page, text)
                for text, page in zip_longest(texts, line.pages[: len(texts)], fillvalue="")
            ]
            for language, texts in line.value.items()
        },
    )


def _link_to(page: str, text: str) -> str:
    """A text as a link; the Presentation API allows this much of HTML (section 4.4)."""
    if not page or text.lstrip().startswith("<"):
        return text
    return f'<a href="{escape(page)}">{escape(text)}</a>'
