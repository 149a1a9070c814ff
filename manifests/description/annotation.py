"""What is said about a page beside what is painted on it: captions, text, tags, places."""

from dataclasses import dataclass
from typing import TypeAlias

from manifests.description.described import Place
from manifests.description.media import Fragment
from manifests.description.text import LanguageMap


@dataclass(frozen=True, slots=True)
class Caption:
    """A file of captions or subtitles to a sound or film, in one language."""

    href: str
    language: str
    label: LanguageMap
    format: str = "text/vtt"


@dataclass(frozen=True, slots=True)
class TextBody:
    """Words of an annotation; `format` is `text/plain` or `text/html`."""

    value: str
    language: str = ""
    format: str = "text/plain"
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class ResourceBody:
    """A file or page elsewhere that an annotation brings: an article's text, a term, a picture."""

    href: str
    type: str
    format: str = ""
    language: str = ""
    label: LanguageMap | None = None


AnnotationBody: TypeAlias = TextBody | ResourceBody | Place


@dataclass(frozen=True, slots=True)
class PagePoint:
    """One point of a page in its pixels."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class PageOutline:
    """A shape of any form on a page: SVG without `viewBox` or transforms, in the page's pixels."""

    svg: str


AnnotationTarget: TypeAlias = Fragment | PagePoint | PageOutline


@dataclass(frozen=True, slots=True)
class AnnotationDescription:
    """One annotation of a page; `id` is short and unique within the page.

    `target` is the part of the page it speaks of, the whole page without it.
    """

    id: str
    motivation: str
    bodies: tuple[AnnotationBody, ...]
    target: AnnotationTarget | None = None


@dataclass(frozen=True, slots=True)
class AnnotationCollectionDescription:
    """A layer: annotation pages of a work that belong together, such as its text by OCR.

    `pages` are (page, annotation page) ids in reading order, `total` counts the annotations.
    """

    id: str
    label: LanguageMap
    pages: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class AnnotationPageDescription:
    """Annotations of one page that stand in its document; `id` is unique within the page.

    `id` is one address segment and not `captions`, which captions use themselves.
    """

    id: str
    annotations: tuple[AnnotationDescription, ...]
    label: LanguageMap | None = None


@dataclass(frozen=True, slots=True)
class AnnotationPageReference:
    """Annotations of one page that are fetched from their own address when a reader wants them.

    `list_href` answers with the same as a `sc:AnnotationList`; without it, version 2.1 has none.
    """

    href: str
    list_href: str = ""
    label: LanguageMap | None = None


AnnotationPages: TypeAlias = AnnotationPageDescription | AnnotationPageReference
