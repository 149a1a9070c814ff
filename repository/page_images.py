"""Pictures that a page has besides its scan: to choose from, or covering a part of it."""

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.errors import NotFoundError
from repository.jobs import DERIVE, enqueue
from repository.masters import StoredFile, record_masters
from repository.models import Derivative, Job, JobState, Page, PageImage, SharedPage

_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(?=/|$)", re.ASCII)


def get_image(session: Session, image_id: str) -> PageImage:
    """The picture. Raises `NotFoundError`."""
    image = session.get(PageImage, image_id)
    if image is None:
        raise NotFoundError(image_id)
    return image


def images_of(session: Session, work_id: str) -> dict[str, list[PageImage]]:
    """The pictures of a work's pages in order, by page, by one statement."""
    query = select(PageImage).where(PageImage.page_id.in_(_pages(work_id)))
    found: dict[str, list[PageImage]] = {}
    for image in session.scalars(query.order_by(PageImage.position, PageImage.id)):
        found.setdefault(image.page_id, []).append(image)
    return found


def sites_of(session: Session, work_id: str) -> set[str]:
    """Scheme, host and port of every other site that pictures of a work lie on."""
    sites = set()
    remote = PageImage.href.is_not(None)
    query = select(PageImage.href, PageImage.services)
    rows = session.execute(query.where(remote, PageImage.page_id.in_(_pages(work_id))))
    for href, services in rows:
        for address in (href, *(service["href"] for service in services)):
            if found := _SITE.match(address or ""):
                sites.add(found[0])
    return sites


def derivatives_of(session: Session, work_id: str) -> dict[str, Derivative]:
    """What was made of these pictures, by id, by one statement."""
    query = select(Derivative).join(PageImage, PageImage.derivative_id == Derivative.id)
    found = session.scalars(query.where(PageImage.page_id.in_(_pages(work_id))))
    return {derivative.id: derivative for derivative in found}


def give_file(session: Session, image: PageImage, file: StoredFile, queue: str) -> None:
    """Have the picture made from a stored file."""
    record_masters(session, file)
    image.file_name, image.master_sha256 = file.name, file.sha256
    image.job_id = enqueue(session, DERIVE, image.page_id, queue, image.id).id


def unfinished(session: Session, work_id: str) -> list[tuple[PageImage, JobState]]:
    """The pictures of a work's pages that are not made, with how their jobs stand."""
    query = (
        select(PageImage, Job.state)
        .join(Job, Job.id == PageImage.job_id)
        .where(PageImage.page_id.in_(_pages(work_id)), Job.state != JobState.DONE)
        .order_by(PageImage.position)
    )
    return [(image, JobState(state)) for image, state in session.execute(query)]


def _pages(work_id: str) -> Any:
    own = select(Page.id).where(Page.work_id == work_id)
    return own.union(select(SharedPage.page_id).where(SharedPage.work_id == work_id))
