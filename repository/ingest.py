"""What a worker asks the catalogue for, and what it gives back: from a page to its picture."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from repository import jobs
from repository.database import Database
from repository.jobs import Claim
from repository.models import Derivative, Job, Master, Page
from repository.pages import add_frames, get_page
from repository.revisions import touch
from repository.works import get_work, publish


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is made from: the frame, counted from 0, of a master called `name`."""

    page_id: str
    sha256: str
    number: int
    name: str


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
        if page.job_id != held.job_id:
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
        _show(session, page, derivative)


def _show(session: Session, page: Page, derivative: Derivative) -> None:
    page.derivative_id = derivative.id
    work = get_work(session, page.work_id)
    touch(session, work)
    if work.publish_when_ready:
        publish(session, work)
