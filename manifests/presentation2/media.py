"""Pictures as version 2.1 paints them: Presentation API 2.1, section 5.4."""

from typing import Any

from manifests.addresses import Addresses
from manifests.description import ImageDescription, PictureDescription, StillDescription
from manifests.thumbnails import thumbnail_size

IMAGE_CONTEXT = "http://iiif.io/api/image/2/context.json"
LEVEL_2 = "http://iiif.io/api/image/2/level2.json"


def picture(described: StillDescription, at: Addresses) -> dict[str, Any]:
    """A picture in its full size, with its image service where there is one."""
    if isinstance(described, PictureDescription):
        return _remote_picture(described, at)
    base = at.image(described.id)
    suffix = "png" if described.format == "image/png" else "jpg"
    return {
        "@id": f"{base}/full/full/0/default.{suffix}",
        "@type": "dctypes:Image",
        "format": described.format,
        "width": described.width,
        "height": described.height,
        "service": _service(base),
    }


def cropped(described: StillDescription, crop: tuple[int, int, int, int], at: Addresses) -> Any:
    """A rectangle of a picture; of one without an image service, the whole."""
    whole = picture(described, at)
    if not isinstance(described, ImageDescription):
        return whole
    region = ",".join(str(number) for number in crop)
    return {
        "@id": f"{at.image(described.id)}/{region}/full/0/default.jpg",
        "@type": "oa:SpecificResource",
        "full": whole,
        "selector": {
            "@context": "http://iiif.io/api/annex/openannotation/context.json",
            "@type": "iiif:ImageApiSelector",
            "region": region,
        },
    }


def thumbnail(described: StillDescription, at: Addresses) -> dict[str, Any]:
    """A small form of a picture whose stated size is what arrives."""
    if not isinstance(described, ImageDescription):
        return _remote_picture(described, at)
    base = at.image(described.id)
    width, height = thumbnail_size(described)
    service: dict[str, Any] = _service(base)
    if described.sizes:
        service |= {"width": described.width, "height": described.height}
        service["sizes"] = [{"width": w, "height": h} for w, h in sorted(described.sizes)]
    return {
        "@id": f"{base}/full/{width},{height}/0/default.jpg",
        "@type": "dctypes:Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": service,
    }


def _service(base: str) -> dict[str, Any]:
    return {"@context": IMAGE_CONTEXT, "@id": base, "profile": LEVEL_2}


def _remote_picture(described: PictureDescription, at: Addresses) -> dict[str, Any]:
    body: dict[str, Any] = {
        "@id": at.absolute(described.href),
        "@type": "dctypes:Image",
        "format": described.format,
        "width": described.width,
        "height": described.height,
    }
    # A service of version 3 means nothing to a client of version 2.1.
    older = [service for service in described.services if service.type != "ImageService3"]
    if older:
        number = older[0].type[-1]
        context = f"http://iiif.io/api/image/{number}/context.json"
        body["service"] = {"@context": context, "@id": older[0].href, "profile": older[0].profile}
    return body
