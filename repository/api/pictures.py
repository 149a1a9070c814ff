"""The further pictures of a page."""

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.api.answers import ImageOut, ImagesOut, image_out
from repository.api.caller import check_may_edit, editable_work, repository
from repository.api.operation import Operations
from repository.api.pages import own_page, page_in, receive
from repository.api.state import check_state
from repository.changes.pages import change_image, image_of, make_image
from repository.jobs import INTERACTIVE
from repository.models import PageImage
from repository.page_images import give_file
from repository.revisions import touch
from repository.schemas.page import ImageChange, ImageIn
from repository.works import get_work

operations = Operations()
_PATH = "/works/{work}/pages/{page}/images"


@operations("GET", _PATH, "List the further pictures of a page", answers=ImagesOut)
def list_images(work: str, page: str) -> ImagesOut:
    """In their order."""
    with repository().database.read() as session:
        found = page_in(session, work, page)
        query = select(PageImage).where(PageImage.page_id == found.id)
        rows = session.scalars(query.order_by(PageImage.position))
        return ImagesOut(images=[image_out(row) for row in rows])


@operations("POST", _PATH, "Add a picture", takes=ImageIn, answers=ImageOut, status=201)
def create_image(work: str, page: str, sent: ImageIn) -> ImageOut:
    """One of another server, or one whose file is sent next."""
    with repository().database.write() as session:
        found = editable_work(session, work)
        image = make_image(session, found, own_page(session, work, page), sent)
        session.flush()
        return image_out(image)


@operations("GET", _PATH + "/{image}", "Read a picture", answers=ImageOut)
def read_image(work: str, page: str, image: str) -> ImageOut:
    """With the id of the image, once it is made."""
    with repository().database.read() as session:
        return image_out(image_of(session, page_in(session, work, page), image))


@operations(
    "PATCH",
    _PATH + "/{image}",
    "Change how a picture is shown",
    takes=ImageChange,
    answers=ImageOut,
    changes=True,
)
def patch_image(work: str, page: str, image: str, sent: ImageChange) -> ImageOut:
    """Fields that are left out stay as they are."""
    with repository().database.write() as session:
        found = editable_work(session, work)
        row = _own(session, work, page, image)
        check_state(image_out(row))
        change_image(session, found, row, sent)
        return image_out(row)


@operations(
    "PUT",
    _PATH + "/{image}/file",
    "Send the file of a picture",
    takes=bytes,
    answers=ImageOut,
    status=202,
    query={"name": "what the file is called"},
)
def put_image_file(work: str, page: str, image: str) -> ImageOut:
    """It becomes a master like a scan."""
    with repository().database.read() as session:
        check_may_edit(get_work(session, work).institution_id)
        _own(session, work, page, image)
    file = receive(request.args.get("name", ""))
    with repository().database.write() as session:
        found = editable_work(session, work)
        row = _own(session, work, page, image)
        give_file(session, row, file, INTERACTIVE)
        row.href = None
        touch(session, found)
        return image_out(row)


@operations("DELETE", _PATH + "/{image}", "Take a picture off its page", status=204, changes=True)
def delete_image(work: str, page: str, image: str) -> None:
    """Its master stays in storage."""
    with repository().database.write() as session:
        found = editable_work(session, work)
        row = _own(session, work, page, image)
        check_state(image_out(row))
        session.delete(row)
        touch(session, found)


def _own(session: Session, work: str, page: str, image: str) -> PageImage:
    return image_of(session, own_page(session, work, page), image)
