"""From the rows of a work's pages to their descriptions."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from manifests.description import (
    AnnotationPageReference,
    Fragment,
    PageDescription,
    PaintingDescription,
    PictureDescription,
    RemoteService,
    StillDescription,
)
from manifests.written import LABELS
from repository.captions import captions_for, captions_of
from repository.models import Derivative, Medium, Page, PageImage, PageText, SharedPage
from repository.page_images import derivatives_of, images_of
from repository.presentation.described import common, image
from repository.presentation.recordings import recording
from repository.texts.links import alto_link, text_link


def describe(session: Session, work_id: str) -> tuple[PageDescription, ...]:
    """The pages of a work in order, shared ones among them, by four statements.

    Recordings among them take a fifth. Pages of which no size is known, because their first
    picture is not made yet, are left out.
    """
    query = (
        select(Page, Derivative, Medium, PageText.page_id.label("text"))
        .outerjoin(Derivative, Derivative.id == Page.derivative_id)
        .outerjoin(Medium, Medium.page_id == Page.id)
        .outerjoin(PageText, (PageText.page_id == Page.id) & (PageText.width > 0))
    )
    own = query.add_columns(Page.position).where(Page.work_id == work_id)
    shared = (
        query.add_columns(SharedPage.position)
        .join(SharedPage, SharedPage.page_id == Page.id)
        .where(SharedPage.work_id == work_id)
    )
    rows = [*session.execute(own), *session.execute(shared)]
    rows.sort(key=lambda row: (row.position, row.Page.id))
    images = images_of(session, work_id)
    made = derivatives_of(session, work_id)
    captions = captions_of(session, work_id) if any(row.Medium for row in rows) else {}
    found: list[PageDescription] = []
    described: PageDescription | None
    for page, scan, medium, text, position in rows:
        if medium:
            described = recording(page, position, medium, scan, captions_for(page, captions))
        else:
            stills = _stills(images.get(page.id, ()), made)
            described = _page(page, position, scan, stills)
        if described is not None:
            found.append(_with_text(work_id, described) if text else described)
    return tuple(found)


def _with_text(work_id: str, page: PageDescription) -> PageDescription:
    """The page with the ways to its text: annotations by lines and words, ALTO, plain text."""
    annotations = f"{work_id}/annotations/{page.id}"
    pages = tuple(
        AnnotationPageReference(
            f"/iiif/presentation/3/{annotations}/{name}",
            f"/iiif/presentation/2/{annotations}/{name}",
            LABELS[granularity],
        )
        for granularity, name in (("line", "lines"), ("word", "words"))
    )
    return replace(
        page,
        annotation_pages=(*page.annotation_pages, *pages),
        see_also=(*page.see_also, alto_link(work_id, page.id)),
        renderings=(*page.renderings, text_link(work_id, page.id)),
    )


def _stills(
    images: Sequence[PageImage], made: dict[str, Derivative]
) -> list[tuple[PageImage, StillDescription]]:
    """The pictures that can be shown."""
    found = []
    for row in images:
        still = _remote(row) if row.href else _own(row, made)
        if still is not None:
            found.append((row, still))
    return found


def _own(row: PageImage, made: dict[str, Derivative]) -> StillDescription | None:
    derivative = made.get(row.derivative_id or "")
    return image(derivative, row.label) if derivative else None


def _remote(row: PageImage) -> PictureDescription:
    services = (RemoteService(s["href"], s["type"], s["profile"]) for s in row.services)
    return PictureDescription(
        href=row.href or "",
        width=row.width or 0,
        height=row.height or 0,
        format=row.format or "image/jpeg",
        services=tuple(services),
        label=row.label,
    )


def _page(
    page: Page,
    position: int,
    scan: Derivative | None,
    stills: list[tuple[PageImage, StillDescription]],
) -> PageDescription | None:
    paintings = _paintings(page, scan, stills)
    size = _size(page, paintings)
    if size is None:
        return None
    return PageDescription(
        id=page.id,
        label=page.label or {"none": [str(position)]},
        width=size[0],
        height=size[1],
        paintings=tuple(paintings),
        **common(page),
    )


def _paintings(
    page: Page, scan: Derivative | None, stills: list[tuple[PageImage, StillDescription]]
) -> list[PaintingDescription]:
    found = []
    if scan is not None:
        media = (image(scan, page.scan_label),)
        found.append(PaintingDescription(media, _target(page.scan_target), _region(page.scan_crop)))
    for row, still in stills:
        if row.alternative and found:
            found[-1] = replace(found[-1], media=(*found[-1].media, still))
        else:
            found.append(PaintingDescription((still,), _target(row.target), _region(row.crop)))
    return found


def _size(page: Page, paintings: list[PaintingDescription]) -> tuple[int, int] | None:
    if page.width and page.height:
        return page.width, page.height
    if not paintings:
        return None
    first = paintings[0]
    if first.crop:
        return first.crop[2], first.crop[3]
    still = first.media[0]
    assert isinstance(still, StillDescription)
    return still.width, still.height


def _target(value: list[int] | None) -> Fragment | None:
    return Fragment(xywh=_region(value)) if value else None


def _region(value: list[int] | None) -> tuple[int, int, int, int] | None:
    if not value:
        return None
    x, y, width, height = value
    return x, y, width, height
