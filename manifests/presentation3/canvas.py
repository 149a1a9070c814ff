"""Pages as canvases: Presentation API 3.0, section 5.3."""

from manifests.addresses import Addresses
from manifests.description import PageDescription
from manifests.presentation3.annotations import painted, said
from manifests.presentation3.media import thumbnail
from manifests.presentation3.properties import descriptive
from manifests.thumbnails import page_thumbnail
from manifests.values import Json


def canvas(work: str, page: PageDescription, at: Addresses) -> Json:
    """A page, with everything painted on it and said of it."""
    document: Json = {"id": at.canvas(work, page.id), "type": "Canvas"}
    document |= _extent(page)
    document |= descriptive(page, at)
    if "thumbnail" not in document and (small := page_thumbnail(page)):
        document["thumbnail"] = [thumbnail(small, at)]
    if page.placeholder:
        document["placeholderCanvas"] = canvas(work, page.placeholder, at)
    if page.accompanying:
        document["accompanyingCanvas"] = canvas(work, page.accompanying, at)
    document["items"] = painted(work, page, at)
    if pages := said(work, page, at):
        document["annotations"] = pages
    return document


def _extent(page: PageDescription) -> Json:
    extent = {"width": page.width, "height": page.height, "duration": page.duration}
    return {name: value for name, value in extent.items() if value is not None}
