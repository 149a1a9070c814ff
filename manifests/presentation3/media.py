"""Pictures, sounds and films as content resources: Presentation API 3.0, section 5.7."""

from typing import Any

from manifests.addresses import Addresses
from manifests.description import (
    ImageDescription,
    MediumDescription,
    PictureDescription,
    SoundDescription,
    StillDescription,
)
from manifests.thumbnails import thumbnail_size


def medium(described: MediumDescription, at: Addresses) -> dict[str, Any]:
    """Any medium as the body of a painting, labelled when it has a label."""
    body = _body(described, at)
    if described.label:
        body["label"] = {language: list(values) for language, values in described.label.items()}
    return body


def _body(described: MediumDescription, at: Addresses) -> dict[str, Any]:
    if isinstance(described, ImageDescription | PictureDescription):
        return picture(described, at)
    body = {
        "id": at.absolute(described.href),
        "type": "Sound",
        "format": described.format,
        "duration": described.duration,
    }
    if not isinstance(described, SoundDescription):
        body |= {"type": "Video", "width": described.width, "height": described.height}
    return body


def picture(described: StillDescription, at: Addresses) -> dict[str, Any]:
    """A picture in its full size, with its image service where there is one."""
    if isinstance(described, PictureDescription):
        return _remote_picture(described, at)
    base = at.image(described.id)
    suffix = "png" if described.format == "image/png" else "jpg"
    return {
        "id": f"{base}/full/max/0/default.{suffix}",
        "type": "Image",
        "format": described.format,
        "width": described.width,
        "height": described.height,
        "service": [{"id": base, "type": "ImageService3", "profile": "level2"}],
    }


def thumbnail(described: StillDescription, at: Addresses) -> dict[str, Any]:
    """A small form of a picture whose stated size is what arrives.

    The service tells the whole sizes, so that viewers ask for those and not for others.
    """
    if isinstance(described, PictureDescription):
        return _remote_picture(described, at)
    base = at.image(described.id)
    width, height = thumbnail_size(described)
    service = {
        "id": base,
        "type": "ImageService3",
        "profile": "level2",
        "width": described.width,
        "height": described.height,
    }
    if described.sizes:
        service["sizes"] = [{"width": w, "height": h} for w, h in sorted(described.sizes)]
    return {
        "id": f"{base}/full/{width},{height}/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": [service],
    }


def _remote_picture(described: PictureDescription, at: Addresses) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": at.absolute(described.href),
        "type": "Image",
        "format": described.format,
        "width": described.width,
        "height": described.height,
    }
    if described.services:
        body["service"] = [
            _old_service(at.absolute(service.href), service.type, service.profile)
            if service.type != "ImageService3"
            else {"id": service.href, "type": service.type, "profile": service.profile}
            for service in described.services
        ]
    return body


def _old_service(href: str, kind: str, profile: str) -> dict[str, str]:
    return {"@id": href, "@type": kind, "profile": profile}
