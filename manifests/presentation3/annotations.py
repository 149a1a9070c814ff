"""Annotation pages and what they hold: Presentation API 3.0, sections 5.5 and 5.6."""

from typing import Any

from manifests.addresses import Addresses
from manifests.description import (
    AnnotationBody,
    AnnotationDescription,
    AnnotationPageDescription,
    AnnotationPageReference,
    AnnotationTarget,
    Caption,
    Fragment,
    PageDescription,
    PageOutline,
    PagePoint,
    PaintingDescription,
    Place,
    TextBody,
)
from manifests.fragments import with_fragment
from manifests.presentation3.media import medium
from manifests.presentation3.properties import feature, language_map
from manifests.values import Json, present


def painted(work: str, page: PageDescription, at: Addresses) -> list[Json]:
    """What is painted on a page: one annotation page, none where nothing is painted."""
    if not page.paintings:
        return []
    items = [_painting(work, page.id, n, p, at) for n, p in enumerate(page.paintings, start=1)]
    return [{"id": at.annotations(work, page.id), "type": "AnnotationPage", "items": items}]


def _painting(
    work: str, page: str, number: int, painting: PaintingDescription, at: Addresses
) -> Json:
    return {
        "id": at.annotation(work, page, str(number)),
        "type": "Annotation",
        "motivation": "painting",
        "body": _painting_body(painting, at),
        "target": with_fragment(at.canvas(work, page), painting.target),
    }


def _painting_body(painting: PaintingDescription, at: Addresses) -> Json:
    bodies = [medium(described, at) for described in painting.media]
    if painting.crop:
        bodies = [_cropped(body, painting.crop) for body in bodies]
    return bodies[0] if len(bodies) == 1 else {"type": "Choice", "items": bodies}


def _cropped(body: Json, crop: tuple[int, int, int, int]) -> Json:
    region = ",".join(str(number) for number in crop)
    return {
        "type": "SpecificResource",
        "source": body,
        "selector": {"type": "ImageApiSelector", "region": region},
    }


def said(work: str, page: PageDescription, at: Addresses) -> list[Json]:
    """The annotation pages beside the painted one: captions, and those embedded or referenced."""
    pages = [_captions(work, page, at)] if page.captions else []
    for described in page.annotation_pages:
        if isinstance(described, AnnotationPageReference):
            pages.append(_reference(described, at))
        else:
            pages.append(annotation_page(work, page.id, described, at))
    return pages


def annotation_page(
    work: str, page: str, described: AnnotationPageDescription, at: Addresses
) -> Json:
    """An annotation page as it stands in its canvas, without `@context`."""
    return present(
        {
            "id": at.annotations(work, page, described.id),
            "type": "AnnotationPage",
            "label": described.label and language_map(described.label),
        }
    ) | {"items": [_annotation(work, page, item, at) for item in described.annotations]}


def _reference(described: AnnotationPageReference, at: Addresses) -> Json:
    reference: Json = {"id": at.absolute(described.href), "type": "AnnotationPage"}
    if described.label:
        reference["label"] = language_map(described.label)
    return reference


def _captions(work: str, page: PageDescription, at: Addresses) -> Json:
    # One annotation for each language, not a choice: viewers offer those they find.
    items = [_caption(work, page.id, number, c, at) for number, c in enumerate(page.captions, 1)]
    return {
        "id": at.annotations(work, page.id, "captions"),
        "type": "AnnotationPage",
        "items": items,
    }


def _caption(work: str, page: str, number: int, caption: Caption, at: Addresses) -> Json:
    return {
        "id": at.annotation(work, page, f"captions/{number}"),
        "type": "Annotation",
        "motivation": "supplementing",
        "body": {
            "id": at.absolute(caption.href),
            "type": "Text",
            "format": caption.format,
            "language": caption.language,
            "label": language_map(caption.label),
        },
        "target": at.canvas(work, page),
    }


def _annotation(work: str, page: str, described: AnnotationDescription, at: Addresses) -> Json:
    address = at.annotation(work, page, f"said/{described.id}")
    bodies = [_said_body(body, address, at) for body in described.bodies]
    return {
        "id": address,
        "type": "Annotation",
        "motivation": described.motivation,
        "body": bodies[0] if len(bodies) == 1 else bodies,
        "target": _target(at.canvas(work, page), described.target),
    }


def _said_body(body: AnnotationBody, annotation: str, at: Addresses) -> Json:
    if isinstance(body, TextBody):
        return present(
            {
                "type": "TextualBody",
                "value": body.value,
                "format": body.format,
                "language": body.language,
                "purpose": body.purpose,
            }
        )
    if isinstance(body, Place):
        return {"id": f"{annotation}#place"} | feature(body)
    return present(
        {
            "id": at.absolute(body.href),
            "type": body.type,
            "format": body.format,
            "language": body.language,
            "label": body.label and language_map(body.label),
        }
    )


def _target(canvas: str, target: AnnotationTarget | None) -> str | Json:
    if target is None or isinstance(target, Fragment):
        return with_fragment(canvas, target)
    return {"type": "SpecificResource", "source": canvas, "selector": _selector(target)}


def _selector(target: PagePoint | PageOutline) -> dict[str, Any]:
    if isinstance(target, PagePoint):
        return {"type": "PointSelector", "x": target.x, "y": target.y}
    return {"type": "SvgSelector", "value": target.svg}
