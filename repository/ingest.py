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
    """What was made: the pyramid under `key`, `size` in bytes, its layout as JSON."""

    key: str
    size: int
    layout: dict[str, Any]


def frame_of(database: Database, held: Claim) -> Frame:
    """The frame that a job is about. Raises `NotFoundError` when its page is gone."""
    with database.read() as session:
        page = get_page(session, held.page_id)
        return Frame(page.id, page.master_sha256, page.frame, page.file_name)


def describe_master(
    database: Database, held: Claim, frame: Frame, media_type: str, frames: int
) -> None:
    """Note what the master is; its second and later frames become pages of their own."""
    with database.write() as session:
        master = session.get_one(Master, frame.sha256)
        master.media_type = media_type
        master.frames = frames
        page = get_page(session, frame.page_id)
        if frames > 1 and page.job_id == held.job_id:
            add_frames(session, page, frames, session.get_one(Job, held.job_id).queue)
            touch(session, get_work(session, page.work_id))


def keep_picture(database: Database, held: Claim, frame: Frame, picture: Picture) -> None:
    """Give the page its new picture and the job its end, both or neither.

    Raises `ClaimLostError` when another worker has taken over.
    """
    with database.write() as session:
        jobs.finish(session, held)
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
