"""Descriptive, rights and linking properties: Presentation API 3.0, sections 3.1 to 3.3."""

from collections.abc import Iterable

from manifests.addresses import Addresses
from manifests.description import (
    CollectionReference,
    Described,
    InstitutionDescription,
    LanguageMap,
    Link,
    MetadataEntry,
    Place,
)
from manifests.presentation3.media import picture, thumbnail
from manifests.values import Json, nav_date, present


def descriptive(described: Described, at: Addresses) -> Json:
    """What is said of a work, page, section or collection, without `id`, `type` and items."""
    own = {
        "label": language_map(described.label),
        "summary": described.summary and language_map(described.summary),
        "metadata": [entry(pair) for pair in described.metadata],
        "requiredStatement": described.required_statement and entry(described.required_statement),
        "rights": described.rights,
        "provider": [agent(institution, at) for institution in described.providers],
        "homepage": [link(page, at) for page in described.homepages],
        "seeAlso": [link(record, at) for record in described.see_also],
        "rendering": [link(rendering, at) for rendering in described.renderings],
        "thumbnail": described.thumbnail and [thumbnail(described.thumbnail, at)],
        "navDate": described.nav_date and nav_date(described.nav_date),
        "navPlace": described.places and nav_place(described.places),
        "behavior": list(described.behaviors),
    }
    return present(own)


def language_map(text: LanguageMap) -> dict[str, list[str]]:
    """A language map as JSON."""
    return {language: list(values) for language, values in text.items()}


def entry(pair: MetadataEntry) -> Json:
    """A label with its value."""
    return {"label": language_map(pair.label), "value": language_map(pair.value)}


def link(target: Link, at: Addresses) -> Json:
    """A homepage, a rendering or a record."""
    return present(
        {
            "id": at.absolute(target.href),
            "type": target.type,
            "label": language_map(target.label),
            "format": target.format,
            "language": list(target.languages),
            "profile": target.profile,
        }
    )


def agent(institution: InstitutionDescription, at: Addresses) -> Json:
    """A library that provides a work."""
    return present(
        {
            "id": at.absolute(institution.href),
            "type": "Agent",
            "label": language_map(institution.label),
            "homepage": [link(page, at) for page in institution.homepages],
            "logo": institution.logo and [picture(institution.logo, at)],
            "seeAlso": [link(record, at) for record in institution.see_also],
        }
    )


def part_of(collections: Iterable[CollectionReference], at: Addresses) -> list[Json]:
    """The collections that hold a work or a collection."""
    return [
        {
            "id": at.collection(collection.id),
            "type": "Collection",
            "label": language_map(collection.label),
        }
        for collection in collections
    ]


def nav_place(places: Iterable[Place]) -> Json:
    """Places as the navPlace extension writes them."""
    return {"type": "FeatureCollection", "features": [feature(place) for place in places]}


def feature(place: Place) -> Json:
    """One place as GeoJSON."""
    return {
        "type": "Feature",
        "properties": {"label": language_map(place.label)},
        "geometry": dict(place.geometry),
    }
