"""Things outside the document that it points at.

Every `href` is either absolute (`https://…`) or a path on this site that starts with `/`.
"""

from dataclasses import dataclass

from manifests.description.text import LanguageMap


@dataclass(frozen=True, slots=True)
class Link:
    """A web page, a download or a record: for `homepages`, `renderings` and `see_also`.

    `type` is `Text`, `Dataset`, `Image`, `Sound`, `Video` or `Model`; `format` the media type
    that the address answers with; `profile` the schema of a record, as a URI.
    """

    href: str
    type: str
    label: LanguageMap
    format: str = ""
    languages: tuple[str, ...] = ()
    profile: str = ""


@dataclass(frozen=True, slots=True)
class CollectionReference:
    """A collection of this site that holds the work or the collection (`partOf`)."""

    id: str
    label: LanguageMap
