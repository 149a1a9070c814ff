"""Annotation lists: Presentation API 2.1, sections 5.4 and 5.5."""

from collections.abc import Iterator
from typing import Any

from manifests.addresses import Addresses
from manifests.description import (
    AnnotationBody,
    AnnotationDescription,
    AnnotationPageDescription,
    AnnotationTarget,
    Fragment,
    ImageDescription,
    PageDescription,
    PageOutline,
    PagePoint,
    PaintingDescription,
    PictureDescription,
    Place,
    TextBody,
    WorkDescription,
)
from manifests.errors import DocumentNotFoundError
from manifests.fragments import with_fragment
from manifests.presentation2.context import PRESENTATION
from manifests.presentation2.media import cropped, picture
from manifests.presentation2.texts import text
from manifests.values import Json, present

_MOTIVATIONS = {"supplementing": "sc:painting"}


def images(work: str, page: PageDescription, at: Addresses) -> list[Json]:
    """The pictures painted on a page; sound and film have no place in version 2.1."""
    painted = (_image(work, page.id, n, p, at) for n, p in enumerate(page.paintings, start=1))
    return [annotation for annotation in painted if annotation]


def _image(
    work: str, page: str, number: int, painting: PaintingDescription, at: Addresses
) -> Json | None:
    stills = [m for m in painting.media if isinstance(m, ImageDescription | PictureDescription)]
    if not stills:
        return None
    resources = [
        (cropped(still, painting.crop, at) if painting.crop else picture(still, at))
        | ({"label": text(still.label)} if still.label else {})
        for still in stills
    ]
    return {
        "@id": at.annotation(work, page, str(number)),
        "@type": "oa:Annotation",
        "motivation": "sc:painting",
        "resource": resources[0] if len(resources) == 1 else _choice(resources),
        "on": with_fragment(at.canvas(work, page), painting.target),
    }


def _choice(resources: list[Json]) -> Json:
    return {"@type": "oa:Choice", "default": resources[0], "item": resources[1:]}


def lists(work: str, page: PageDescription, at: Addresses) -> list[Json]:
    """The annotation lists of a page, which version 2.1 only names: they are fetched."""
    found = []
    for described in page.annotation_pages:
        if isinstance(described, AnnotationPageDescription):
            address = at.annotations(work, page.id, described.id)
        else:
            address = at.absolute(described.list_href)
        label = described.label and text(described.label)
        if address:
            found.append(present({"@id": address, "@type": "sc:AnnotationList", "label": label}))
    return found


def annotation_list(work: WorkDescription, page_id: str, name: str, base_url: str) -> Json:
    """One annotation list as a document. Raises `DocumentNotFoundError`."""
    at = Addresses(base_url, 2)
    for described in _embedded(work, page_id):
        if described.id == name:
            return {
                "@context": PRESENTATION,
                "@id": at.annotations(work.id, page_id, name),
                "@type": "sc:AnnotationList",
                "within": at.manifest(work.id),
                "resources": [_said(work.id, page_id, a, at) for a in described.annotations],
            }
    raise DocumentNotFoundError(f"{work.id}: {page_id}: {name}")


def said_annotation(work: WorkDescription, page_id: str, name: str, base_url: str) -> Json:
    """One annotation as a document. Raises `DocumentNotFoundError`."""
    at = Addresses(base_url, 2)
    for described in _embedded(work, page_id):
        for annotation in described.annotations:
            if annotation.id == name:
                said = _said(work.id, page_id, annotation, at)
                return {"@context": PRESENTATION, **said, "within": at.manifest(work.id)}
    raise DocumentNotFoundError(f"{work.id}: {page_id}: {name}")


def _embedded(work: WorkDescription, page_id: str) -> Iterator[AnnotationPageDescription]:
    for page in work.pages:
        if page.id == page_id:
            for described in page.annotation_pages:
                if isinstance(described, AnnotationPageDescription):
                    yield described


def _said(work: str, page: str, described: AnnotationDescription, at: Addresses) -> Json:
    resources = [_resource(body, at) for body in described.bodies]
    motivation = described.motivation
    return {
        "@id": at.annotation(work, page, f"said/{described.id}"),
        "@type": "oa:Annotation",
        "motivation": _MOTIVATIONS.get(motivation, f"oa:{motivation}"),
        "resource": resources[0] if len(resources) == 1 else resources,
        "on": _target(at.canvas(work, page), described.target),
    }


def _resource(body: AnnotationBody, at: Addresses) -> Json:
    if isinstance(body, TextBody):
        return present(
            {
                "@type": "oa:Tag" if body.purpose == "tagging" else "cnt:ContentAsText",
                "chars": body.value,
                "format": body.format,
                "language": body.language,
            }
        )
    if isinstance(body, Place):
        return {"@type": "cnt:ContentAsText", "format": "text/plain", "chars": _name(body)}
    return present(
        {
            "@id": at.absolute(body.href),
            "@type": f"dctypes:{body.type}",
            "format": body.format,
            "language": body.language,
            "label": body.label and text(body.label),
        }
    )


def _name(place: Place) -> str:
    return " / ".join(value for values in place.label.values() for value in values)


def _target(canvas: str, target: AnnotationTarget | None) -> str | Json:
    if target is None or isinstance(target, Fragment):
        return with_fragment(canvas, target)
    return {"@type": "oa:SpecificResource", "full": canvas, "selector": _selector(target)}


def _selector(target: PagePoint | PageOutline) -> dict[str, Any]:
    if isinstance(target, PagePoint):
        return {"@type": "oa:FragmentSelector", "value": f"xywh={target.x},{target.y},1,1"}
    return {"@type": "oa:SvgSelector", "chars": target.svg}
