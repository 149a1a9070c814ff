"""The libraries that provide the works."""

from dataclasses import dataclass

from manifests.description.links import Link
from manifests.description.media import StillDescription
from manifests.description.text import LanguageMap


@dataclass(frozen=True, slots=True)
class InstitutionDescription:
    """A partner library (`provider`, an Agent); `href` names it and answers with its page."""

    href: str
    label: LanguageMap
    homepages: tuple[Link, ...] = ()
    logo: StillDescription | None = None
    see_also: tuple[Link, ...] = ()
