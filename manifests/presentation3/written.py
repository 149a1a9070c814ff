"""What is written on a page, as annotations: Presentation API 3.0 and the extension for text.

https://iiif.io/api/extension/text-granularity/
"""

from collections.abc import Sequence

from manifests.addresses import Addresses
from manifests.description import Fragment, PageTextDescription, WrittenDescription
from manifests.fragments import with_fragment
from manifests.presentation3.context import PRESENTATION, TEXT_GRANULARITY
from manifests.values import Json, present
from manifests.written import LABELS, named


def text_page(work: str, page: str, described: PageTextDescription, base_url: str) -> Json:
    """All lines, or all words, of a page."""
    at = Addresses(base_url)
    return {
        "@context": [TEXT_GRANULARITY, PRESENTATION],
        "id": at.annotations(work, page, f"{described.granularity}s"),
        "type": "AnnotationPage",
        "label": LABELS[described.granularity],
        "partOf": [{"id": at.manifest(work), "type": "Manifest"}],
        "items": [
            written(work, page, [each], described.language, at)
            | {"textGranularity": described.granularity}
            for each in described.written
        ],
    }


def written_annotation(
    work: str, page: str, described: PageTextDescription, name: str, base_url: str
) -> Json:
    """A line, a word, or some words that a search found. Raises `DocumentNotFoundError`."""
    at = Addresses(base_url)
    parts = named(described, name)
    annotation = written(work, page, parts, described.language, at)
    if len(parts) == 1 and parts[0] in described.written:
        annotation["textGranularity"] = described.granularity
        return {"@context": [TEXT_GRANULARITY, PRESENTATION], **annotation}
    return {"@context": PRESENTATION, **annotation}


def written(
    work: str,
    page: str,
    parts: Sequence[WrittenDescription],
    language: str,
    at: Addresses,
) -> Json:
    """One annotation that says what is written in one place, or in several one after another."""
    canvas = at.canvas(work, page)
    targets = [with_fragment(canvas, Fragment(xywh=part.xywh)) for part in parts]
    body = {
        "type": "TextualBody",
        "value": " ".join(part.text for part in parts),
        "format": "text/plain",
        "language": language,
    }
    kind = "word" if "." in parts[0].id else "line"
    name = "_".join(part.id for part in parts)
    return {
        "id": at.annotation(work, page, f"{kind}s/{name}"),
        "type": "Annotation",
        "motivation": "supplementing",
        "body": present(body),
        "target": targets[0] if len(targets) == 1 else targets,
    }
