"""Changing pages, their order and their further pictures."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.arranging.places import place
from repository.changes.assign import assign
from repository.errors import NotFoundError
from repository.models import Page, PageImage, SharedPage, Work
from repository.revisions import touch
from repository.schemas.errors import Fault, FaultyError
from repository.schemas.page import ImageChange, ImageIn, PageChange, PageIn


def make_page(session: Session, work: Work, sent: PageIn) -> Page:
    """A new page without a scan, after all others."""
    page = Page(work_id=work.id, position=_last(session, work.id) + 1)
    assign(page, sent)
    work.arranged = True
    session.add(page)
    touch(session, work)
    return page


def change_page(session: Session, work: Work, page: Page, sent: PageChange) -> None:
    """Change what is said of a page. Raises `FaultyError`."""
    assign(page, sent)
    if page.scan_target and not page.width:
        raise FaultyError([Fault("width", "is needed where a scan covers a part of the page")])
    if page.master_sha256 is None and not page.width:
        raise FaultyError([Fault("width", "is needed for a page without a scan")])
    touch(session, work)


def put_in_order(session: Session, work: Work, wanted: Sequence[str]) -> None:
    """Put the pages of a work in this order; those of other works are shared from now on.

    Shared pages that are left out stand in the work no longer. Raises `FaultyError` when a page
    of its own is left out, one is named twice, or one is unknown.
    """
    own = {p.id: p for p in session.scalars(select(Page).where(Page.work_id == work.id))}
    shared = {
        row.page_id: row
        for row in session.scalars(select(SharedPage).where(SharedPage.work_id == work.id))
    }
    new = _pages(session, [key for key in wanted if key not in own and key not in shared])
    _check(wanted, own, {*own, *shared, *new})
    for key in shared.keys() - set(wanted):
        session.delete(shared[key])
    for key, page in new.items():
        owner = page.work_id
        session.add(SharedPage(work_id=work.id, page_id=key, owner_id=owner, position=0))
    place(session, work.id, wanted)
    work.arranged = True
    touch(session, work)


def works_of(session: Session, pages: Sequence[str]) -> list[Work]:
    """The works whose own these pages are."""
    owners = select(Page.work_id).where(Page.id.in_(pages))
    return list(session.scalars(select(Work).where(Work.id.in_(owners))))


def make_image(session: Session, work: Work, page: Page, sent: ImageIn) -> PageImage:
    """A further picture of a page, after all others."""
    of_page = PageImage.page_id == page.id
    last = session.scalar(select(func.max(PageImage.position)).where(of_page)) or 0
    image = PageImage(page_id=page.id, position=last + 1)
    assign(image, sent)
    session.add(image)
    touch(session, work)
    return image


def change_image(session: Session, work: Work, image: PageImage, sent: ImageChange) -> None:
    """Change how a further picture of a page is shown."""
    assign(image, sent)
    touch(session, work)


def image_of(session: Session, page: Page, image_id: str) -> PageImage:
    """The picture, if it belongs to this page. Raises `NotFoundError`."""
    image = session.get(PageImage, image_id)
    if image is None or image.page_id != page.id:
        raise NotFoundError(image_id)
    return image


def _last(session: Session, work_id: str) -> int:
    own = session.scalar(select(func.max(Page.position)).where(Page.work_id == work_id)) or 0
    of_work = SharedPage.work_id == work_id
    shared = session.scalar(select(func.max(SharedPage.position)).where(of_work)) or 0
    return max(own, shared)


def _pages(session: Session, ids: Sequence[str]) -> dict[str, Page]:
    if not ids:
        return {}
    return {page.id: page for page in session.scalars(select(Page).where(Page.id.in_(ids)))}


def _check(wanted: Sequence[str], own: dict[str, Page], known: set[str]) -> None:
    faults = []
    seen: set[str] = set()
    for number, key in enumerate(wanted):
        if key not in known:
            faults.append(Fault(f"pages[{number}]", f"there is no page {key!r}"))
        elif key in seen:
            faults.append(Fault(f"pages[{number}]", f"the page {key!r} is named twice"))
        seen.add(key)
    missing = [key for key in own if key not in seen]
    faults.extend(Fault("pages", f"the page {key!r} of the work is left out") for key in missing)
    if faults:
        raise FaultyError(faults[:100])
