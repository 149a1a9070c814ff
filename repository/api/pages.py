"""The pages of a work and their scans."""

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import versions
from repository.api.answers import Listing, PageOut, medium_out, page_out
from repository.api.caller import caller, check_may_edit, editable_work, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.state import check_state
from repository.arranging.arrange import remove_pages
from repository.changes.pages import change_page, make_page
from repository.errors import NotFoundError
from repository.jobs import INTERACTIVE
from repository.masters import StoredFile, record_masters, store_file
from repository.models import Page, SharedPage
from repository.pages import (
    PageStatus,
    get_page,
    page_statuses,
    put_files,
    replace_scan,
)
from repository.permissions import Right
from repository.reasons import sentence
from repository.revisions import touch
from repository.schemas.page import PageChange, PageIn
from repository.web.studio.body import staged_body
from repository.works import get_work

operations = Operations()
_PATH = "/works/{work}/pages"
_NAME = {"name": "what the file is called"}


@operations("GET", _PATH, "List the pages", answers=Listing[PageOut], paged=True)
def list_pages(work: str, part: Part) -> Listing[PageOut]:
    """In their order, shared ones among them."""
    with repository().database.read() as session:
        get_work(session, work)
        statuses = page_statuses(session, work)
        shown = statuses[part.offset : part.offset + part.limit]
        query = select(Page).where(Page.id.in_([status.id for status in shown]))
        rows = {page.id: page for page in session.scalars(query)}
        items = [_out(rows[status.id], status) for status in shown]
    return Listing[PageOut](items=items, total=len(statuses), limit=part.limit, offset=part.offset)


@operations("POST", _PATH, "Make a page without a scan", takes=PageIn, answers=PageOut, status=201)
def create_page(work: str, sent: PageIn) -> PageOut:
    """After all others; its scan can be sent later."""
    with repository().database.write() as session:
        found = editable_work(session, work)
        page = make_page(session, found, sent)
        versions.record(session, found, caller().id)
        return _read(session, work, page)


@operations(
    "POST",
    "/works/{work}/files",
    "Send a file",
    takes=bytes,
    answers=PageOut,
    status=202,
    query=_NAME,
)
def create_scan(work: str) -> PageOut:
    """A scan, or a PDF or TIFF of several pages; a name that is there already is replaced."""
    file = _receive(work, request.args.get("name", ""))
    with repository().database.write() as session:
        (page,) = put_files(session, editable_work(session, work), [file], INTERACTIVE)
        return _read(session, work, page)


@operations("GET", _PATH + "/{page}", "Read a page", answers=PageOut)
def read_page(work: str, page: str) -> PageOut:
    """With how its picture stands."""
    with repository().database.read() as session:
        return _read(session, work, page_in(session, work, page))


@operations(
    "PATCH", _PATH + "/{page}", "Change a page", takes=PageChange, answers=PageOut, changes=True
)
def patch_page(work: str, page: str, sent: PageChange) -> PageOut:
    """Fields that are left out stay as they are."""
    with repository().database.write() as session:
        found, row = editable_work(session, work, Right.DESCRIBE), own_page(session, work, page)
        check_state(_read(session, work, row))
        change_page(session, found, row, sent)
        versions.record(session, found, caller().id)
        return _read(session, work, row)


@operations("DELETE", _PATH + "/{page}", "Take a page out", status=204, changes=True)
def delete_page(work: str, page: str) -> None:
    """The others close the gap; its master stays in storage, and a version brings it back."""
    with repository().database.write() as session:
        found, row = editable_work(session, work), own_page(session, work, page)
        check_state(_read(session, work, row))
        remove_pages(session, found, [row.id])
        touch(session, found)
        versions.record(session, found, caller().id)


@operations(
    "PUT",
    _PATH + "/{page}/scan",
    "Send or replace a scan",
    takes=bytes,
    answers=PageOut,
    status=202,
    changes=True,
    query=_NAME,
)
def put_scan(work: str, page: str) -> PageOut:
    """The page keeps its id and its address; readers see the old scan until the new is ready."""
    with repository().database.read() as session:
        row = own_page(session, work, page)
        check_may_edit(get_work(session, work).institution_id)
        check_state(_read(session, work, row))
        name = row.file_name or request.args.get("name", "")
    file = _receive(work, name)
    with repository().database.write() as session:
        found, row = editable_work(session, work), own_page(session, work, page)
        check_state(_read(session, work, row))
        record_masters(session, file)
        replace_scan(session, row, file, INTERACTIVE)
        touch(session, found)
        versions.record(session, found, caller().id)
        return _read(session, work, row)


def page_in(session: Session, work_id: str, page_id: str) -> Page:
    """A page that stands in the work. Raises `NotFoundError`."""
    page = get_page(session, page_id)
    if page.work_id != work_id and session.get(SharedPage, (work_id, page_id)) is None:
        raise NotFoundError(page_id)
    return page


def own_page(session: Session, work_id: str, page_id: str) -> Page:
    """A page that belongs to the work. Raises `NotFoundError`."""
    page = get_page(session, page_id)
    if page.work_id != work_id:
        raise NotFoundError(page_id)
    return page


def receive(name: str) -> StoredFile:
    """The body as a master that is safe in storage."""
    with staged_body(repository().settings) as path:
        return store_file(repository().storage, path, name)


def _receive(work_id: str, name: str) -> StoredFile:
    with repository().database.read() as session:
        # Before gigabytes are taken in.
        check_may_edit(get_work(session, work_id).institution_id)
    return receive(name)


def read_out(session: Session, work_id: str, page: Page) -> PageOut:
    """The page as it is answered."""
    return _read(session, work_id, page)


def _read(session: Session, work_id: str, page: Page) -> PageOut:
    session.flush()
    status = next(s for s in page_statuses(session, work_id) if s.id == page.id)
    return _out(page, status)


def _out(page: Page, status: PageStatus) -> PageOut:
    reason = status.reason
    words = (
        sentence(reason["code"], {"name": page.file_name, **reason["params"]}, "en")
        if reason
        else ""
    )
    site = repository().settings.public_url
    medium = medium_out(status.medium, site) if status.medium else None
    return page_out(page, status.position, status.state.value, words, medium)
