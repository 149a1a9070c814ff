"""Language maps as version 2.1 writes them, and properties that everything may have.

Presentation API 2.1, sections 3.1 to 3.5 and 4.3.
"""

from typing import Any

from manifests.addresses import Addresses
from manifests.description import Described, InstitutionDescription, LanguageMap, Link
from manifests.presentation2.media import picture, thumbnail
from manifests.values import Json, nav_date, present

HINTS = {
    "sc:Manifest": {"individuals", "paged", "continuous"},
    "sc:Canvas": {"non-paged", "facing-pages"},
    "sc:Range": {"top"},
    "sc:Collection": {"individuals", "multi-part"},
}
"""The behaviours of version 3 that version 2.1 knows as hints, by class."""


def descriptive(described: Described, kind: str, at: Addresses) -> Json:
    """What is said of a work, page, section or collection, without `@id`, `@type` and content."""
    hints = [word for word in described.behaviors if word in HINTS[kind]]
    statement = described.required_statement
    providers = [institution.label for institution in described.providers]
    own = {
        "label": text(described.label),
        "description": described.summary and text(described.summary),
        "metadata": [
            {"label": text(pair.label), "value": text(pair.value)} for pair in described.metadata
        ],
        "attribution": _joined([statement.value] if statement else providers),
        "license": described.rights,
        "logo": _logos(described.providers, at),
        "related": [link(page, at) for page in described.homepages],
        "seeAlso": [link(record, at) for record in described.see_also],
        "rendering": [link(rendering, at) for rendering in described.renderings],
        "thumbnail": described.thumbnail and thumbnail(described.thumbnail, at),
        "navDate": described.nav_date and nav_date(described.nav_date),
        "viewingHint": hints[0] if hints else "",
    }
    return present(own)


def text(words: LanguageMap) -> Any:
    """A string where there is one text without a language, else values with theirs."""
    values = [
        value if language == "none" else {"@value": value, "@language": language}
        for language, texts in words.items()
        for value in texts
    ]
    return values[0] if len(values) == 1 else values


def link(target: Link, at: Addresses) -> Json:
    """A homepage, a rendering or a record."""
    return present(
        {
            "@id": at.absolute(target.href),
            "label": text(target.label),
            "format": target.format,
            "profile": target.profile,
        }
    )


def _joined(words: list[LanguageMap]) -> list[Any]:
    values = [text(word) for word in words]
    return [v for value in values for v in (value if isinstance(value, list) else [value])]


def _logos(institutions: tuple[InstitutionDescription, ...], at: Addresses) -> list[Json]:
    return [picture(one.logo, at) for one in institutions if one.logo]
