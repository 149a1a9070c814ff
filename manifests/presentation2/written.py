"""What is written on a page, as an annotation list: Presentation API 2.1, section 5.5."""

from manifests.addresses import Addresses
from manifests.description import Fragment, PageTextDescription, WrittenDescription
from manifests.fragments import with_fragment
from manifests.presentation2.context import PRESENTATION
from manifests.presentation2.texts import text
from manifests.values import Json, present
from manifests.written import LABELS, named


def text_page(work: str, page: str, described: PageTextDescription, base_url: str) -> Json:
    """All lines, or all words, of a page."""
    at = Addresses(base_url, 2)
    return {
        "@context": PRESENTATION,
        "@id": at.annotations(work, page, f"{described.granularity}s"),
        "@type": "sc:AnnotationList",
        "label": text(LABELS[described.granularity]),
        "within": at.manifest(work),
        "resources": [
            written(work, page, each, described.language, at) for each in described.written
        ],
    }


def written_annotation(
    work: str, page: str, described: PageTextDescription, name: str, base_url: str
) -> Json:
    """A line, a word, or words of one line. Raises `DocumentNotFoundError`."""
    at = Addresses(base_url, 2)
    part = named(described, name)[0]
    annotation = written(work, page, part, described.language, at)
    return {"@context": PRESENTATION, **annotation, "within": at.manifest(work)}


def written(work: str, page: str, part: WrittenDescription, language: str, at: Addresses) -> Json:
    """One annotation that says what is written in one place."""
    kind = "words" if "." in part.id else "lines"
    resource = {
        "@type": "cnt:ContentAsText",
        "format": "text/plain",
        "chars": part.text,
        "language": language,
    }
    return {
        "@id": at.annotation(work, page, f"{kind}/{part.id}"),
        "@type": "oa:Annotation",
        "motivation": "sc:painting",
        "resource": present(resource),
        "on": with_fragment(at.canvas(work, page), Fragment(xywh=part.xywh)),
    }
