"""What a worker asks the catalogue for, and what it gives back: from a page to its picture."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import jobs
from repository.database import Database
from repository.errors import NotFoundError
from repository.jobs import Claim
from repository.models import Derivative, Job, Master, Page
from repository.page_images import get_image
from repository.pages import add_frames, get_page
from repository.revisions import touch
from repository.works import get_work, publish


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is made from: the frame, counted from 0, of a master called `name`.

    `image_id` names the picture of the page that it is for, when that is not the page's scan.
    """

    page_id: str
    sha256: str
    number: int
    name: str
    image_id: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """What was made of a master of `media_type` with so many `frames`.

    The pyramid lies under `key`; `size` is in bytes, `layout` is `imageserver.Layout` as JSON.
    """

    media_type: str
    frames: int
    key: str
    size: int
    layout: dict[str, Any]


def frame_of(database: Database, held: Claim) -> Frame:
    """The frame that a job is about. Raises `NotFoundError` when its page is gone."""
    with database.read() as session:
        page = get_page(session, held.page_id)
        image_id = session.scalar(select(Job.image_id).where(Job.id == held.job_id))
        if image_id is not None:
            image = get_image(session, image_id)
            if image.master_sha256 is None:
                raise NotFoundError(image_id)
            return Frame(page.id, image.master_sha256, 0, image.file_name, image.id)
        if page.master_sha256 is None:
            raise NotFoundError(page.id)
        return Frame(page.id, page.master_sha256, page.frame, page.file_name)


def add_pages(database: Database, held: Claim, frame: Frame, frames: int) -> None:
    """Make pages of the second and later frames of a document, before its first is drawn."""
    with database.write() as session:
        page = get_page(session, frame.page_id)
        if page.job_id == held.job_id:
            add_frames(session, page, frames, session.get_one(Job, held.job_id).queue)
            touch(session, get_work(session, page.work_id))


def keep_picture(database: Database, held: Claim, frame: Frame, picture: Picture) -> None:
    """Give the page its new picture and the job its end, both or neither.

    Raises `ClaimLostError` when another worker has taken over.
    """
    with database.write() as session:
        jobs.finish(session, held)
        master = session.get_one(Master, frame.sha256)
        master.media_type, master.frames = picture.media_type, picture.frames
        page = get_page(session, frame.page_id)
        shown = get_image(session, frame.image_id) if frame.image_id else page
        if shown.job_id != held.job_id:
            return  # the scan was replaced meanwhile; a newer job makes its picture
        derivative = Derivative(
            page_id=page.id,
            master_sha256=frame.sha256,
            frame=frame.number,
            key=picture.key,
            layout=picture.layout,
            size=picture.size,
        )
        session.add(derivative)
        session.flush()
        shown.derivative_id = derivative.id
        _tell(session, page)


def _tell(session: Session, page: Page) -> None:
    work = get_work(session, page.work_id)
    touch(session, work)
    if work.publish_when_ready:
        publish(session, work)
