"""From a plan to a work: files first, each safe as it comes, then all that is said in one go."""

import logging
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.captions import CaptionFile, captions_in
from repository.changes.assign import assign
from repository.changes.sections import replace_contents
from repository.changes.works import institution_named
from repository.importing import (
    Destination,
    Watch,
    import_captions,
    import_pages,
    work_of_source,
)
from repository.jobs import BATCH
from repository.masters import StoredFile, examine, keep
from repository.models import Page, PageImage, Work
from repository.page_images import give_file
from repository.plans.plan import Plan, names_of
from repository.reasons import sentence
from repository.repository import Repository
from repository.revisions import touch
from repository.schemas.plan import PlannedImage, PlannedPage, PlannedSection
from repository.schemas.section import SectionIn
from repository.texts.beside import import_texts
from repository.works import get_work

log = logging.getLogger(__name__)


def carry_out(repository: Repository, plan: Plan, to: Destination, watch: Watch = iter) -> str:
    """Make the work of a plan, or bring it up to date; returns its id.

    `watch` is given the files as they are stored. Broken off in the middle the work is a draft,
    and the same again goes on. Raises `FaultyError`, `RefusedError`, `OSError`.
    """
    captions = _captions(plan)
    scans = [examine(plan.files[page.file], page.file) for page in plan.pages if page.file]
    if to.institution is None and plan.work.institution is not None:
        with repository.database.read() as session:
            owner = institution_named(session, plan.work.institution).slug
        to = Destination(owner, to.collection, to.label)
    label = plan.work.label or {"none": [to.label or plan.name]}
    with repository.database.write() as session:
        work = work_of_source(session, plan.source, to, label)
        work.arranged = True
        work_id = work.id
    import_captions(repository, work_id, captions)
    for _ in watch(import_pages(repository, work_id, scans)):
        pass
    pictures = {
        image.file: keep(repository.storage, examine(plan.files[image.file], image.file))
        for page in plan.pages
        for image in page.images
        if image.file
    }
    with repository.database.write() as session:
        _say(session, get_work(session, work_id), plan, pictures)
    for error in import_texts(repository, work_id, _texts(plan)):
        log.warning("left aside: %s", sentence(error.code, error.params, "en"))
    return work_id


def _captions(plan: Plan) -> list[CaptionFile]:
    return [
        captions_in(plan.files[name], name, PurePath(page.file).stem, language)
        for page in plan.pages
        if page.file
        for language, name in page.captions.items()
    ]


def _texts(plan: Plan) -> list[tuple[Path, str]]:
    """The files of texts with the stems of the scans that they are for."""
    return [
        (plan.files[page.text], PurePath(page.file).stem)
        for page in plan.pages
        if page.text and page.file
    ]


def _say(session: Session, work: Work, plan: Plan, pictures: dict[str, StoredFile]) -> None:
    there = _first_frames(session, work.id)
    ids = []
    for number, planned in enumerate(plan.pages):
        page = _page(session, work, there, planned, number)
        assign(page, planned, "key", "file", "text", "captions", "images")
        _put_images(session, page, planned.images, pictures)
        ids.append(page.id)
    _arrange(session, work.id, ids)
    pages = {name: ids[number] for name, number in names_of(plan.work).items()}
    sent = plan.work.model_copy(update=_page_ids(plan.work, pages))
    assign(work, sent, "institution", "pages", "sections", "label")
    if plan.work.label:
        work.label = plan.work.label
    session.flush()
    if plan.work.sections:
        replace_contents(session, work, [_section(each, pages) for each in plan.work.sections])
    touch(session, work)


def _page_ids(sent: Any, pages: dict[str, str]) -> dict[str, str]:
    names = ("start_page", "placeholder_page", "thumbnail_page")
    return {name: pages[wanted] for name in names if (wanted := getattr(sent, name, None))}


def _first_frames(session: Session, work_id: str) -> dict[str, Page]:
    query = select(Page).where(Page.work_id == work_id, Page.frame == 0)
    return {page.file_name: page for page in session.scalars(query)}


def _page(
    session: Session, work: Work, there: dict[str, Page], planned: PlannedPage, number: int
) -> Page:
    name = _file_name(planned, number)
    page = there.get(name)
    if page is None:
        page = Page(work_id=work.id, position=0, file_name=name)
        session.add(page)
        session.flush()
    return page


def _file_name(planned: PlannedPage, number: int) -> str:
    """What finds the page again: the name of its file, or its key."""
    if planned.file:
        return planned.file.rpartition("/")[2]
    return planned.key or f"page {number + 1}"


def _arrange(session: Session, work_id: str, ids: Sequence[str]) -> None:
    """The planned pages in their order, each with its further frames, then all others."""
    pages = session.scalars(select(Page).where(Page.work_id == work_id)).all()
    first = {page.file_name: ids.index(page.id) for page in pages if page.id in set(ids)}
    last = len(ids)

    def place(page: Page) -> tuple[int, int, int]:
        return first.get(page.file_name, last), page.position, page.frame

    for position, page in enumerate(sorted(pages, key=place), start=1):
        page.position = position
    session.flush()


def _put_images(
    session: Session,
    page: Page,
    planned: Sequence[PlannedImage],
    pictures: dict[str, StoredFile],
) -> None:
    query = select(PageImage).where(PageImage.page_id == page.id).order_by(PageImage.position)
    there = list(session.scalars(query))
    for position, sent in enumerate(planned, start=1):
        file = pictures[sent.file] if sent.file else None
        same = (image for image in there if _is(image, sent, file))
        image = next(same, None)
        if image is None:
            image = PageImage(page_id=page.id, position=position)
            session.add(image)
            session.flush()
        else:
            there.remove(image)
        assign(image, sent, "file")
        image.position = position
        if file is not None and image.master_sha256 != file.sha256:
            session.flush()
            give_file(session, image, file, BATCH)
    for image in there:
        session.delete(image)


def _is(image: PageImage, sent: PlannedImage, file: StoredFile | None) -> bool:
    if file is not None:
        return image.master_sha256 == file.sha256
    return image.href == sent.href


def _section(planned: PlannedSection, pages: dict[str, str]) -> SectionIn:
    said = planned.model_dump(exclude_unset=True, exclude={"items", "start_page"})
    items = [
        _section(item, pages)
        if isinstance(item, PlannedSection)
        else {"page": pages[item.page], "fragment": item.fragment}
        for item in planned.items
    ]
    start = {"start_page": pages[planned.start_page]} if planned.start_page else {}
    return SectionIn.model_validate(said | start | {"items": items})
