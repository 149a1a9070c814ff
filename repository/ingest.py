"""What a worker asks the catalogue for, and what it gives back: a page's picture or recording."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from repository import audit, jobs
from repository.database import Database
from repository.errors import NotFoundError
from repository.jobs import Claim
from repository.models import Derivative, Job, Master, Medium, MediumKind, Page, WorkState
from repository.page_images import get_image
from repository.pages import add_frames, get_page
from repository.recordings import medium_name
from repository.revisions import touch
from repository.texts.recognition import ask_for_new_text
from repository.works import get_work, publish

# Written once: a job has ten statements, and putting one together costs as much as asking it.
_FRAME = (
    select(Page.master_sha256, Page.frame, Page.file_name, Page.turn, Page.cut, Job.image_id)
    .join(Job, Job.id == bindparam("job"))
    .where(Page.id == bindparam("page"))
)
_READ = (
    update(Master)
    .where(Master.sha256 == bindparam("master"))
    .values(media_type=bindparam("kind"), frames=bindparam("number"))
    .execution_options(synchronize_session=False)
)
_NO_RECORDING = (
    delete(Medium)
    .where(Medium.page_id == bindparam("page"))
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is made from: the frame, counted from 0, of a master called `name`.

    `image_id` names the picture of the page that it is for, when that is not the page's scan.
    `cut` is the part of the frame that is wanted and `turn` how far it is then turned, as
    `repository.models.Page` has them.
    """

    page_id: str
    sha256: str
    number: int
    name: str
    image_id: str | None = None
    turn: int = 0
    cut: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """What was made of a master of `media_type` with so many `frames`.

    The pyramid lies under `key`; `size` is in bytes, `layout` is `imageserver.Layout` as JSON.
    `outline` are the bookmarks of a document, None where they were not asked for.
    """

    media_type: str
    frames: int
    key: str
    size: int
    layout: dict[str, Any]
    outline: list[Any] | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """What was made of a recording of `media_type`: what browsers play, and perhaps a poster.

    The file of media type `format` lies under `key`; `size` is in bytes, `duration` in seconds,
    `width` and `height`, None for a sound, in pixels; `suffix` is how its name ends.
    """

    media_type: str
    format: str
    suffix: str
    key: str
    size: int
    duration: float
    width: int | None
    height: int | None
    poster: Picture | None


def frame_of(database: Database, held: Claim) -> Frame:
    """The frame that a job is about. Raises `NotFoundError` when its page is gone."""
    with database.read() as session:
        asked = {"job": held.job_id, "page": held.page_id}
        page = session.execute(_FRAME, asked).one_or_none()
        if page is None:
            raise NotFoundError(held.page_id)
        if page.image_id is not None:
            image = get_image(session, page.image_id)
            if image.master_sha256 is None:
                raise NotFoundError(page.image_id)
            return Frame(held.page_id, image.master_sha256, 0, image.file_name, image.id)
        if page.master_sha256 is None:
            raise NotFoundError(held.page_id)
        return Frame(
            held.page_id,
            page.master_sha256,
            page.frame,
            page.file_name,
            turn=page.turn,
            cut=tuple(page.cut) if page.cut else None,
        )


def add_pages(database: Database, held: Claim, frame: Frame, frames: int) -> None:
    """Make pages of the second and later frames of a document, before its first is drawn."""
    with database.write() as session:
        page = get_page(session, frame.page_id)
        if page.job_id == held.job_id:
            add_frames(session, page, frames, session.get_one(Job, held.job_id).queue)
            touch(session, get_work(session, page.work_id))


def keep_picture(
    database: Database, held: Claim, frame: Frame, picture: Picture, recognise: bool = False
) -> None:
    """Give the page its new picture and the job its end, both or neither.

    With `recognise` the page's text is read next, when there is time. Raises `ClaimLostError`
    when another worker has taken over.
    """
    # What is lost with the power is drawn again; and what comes after it is never kept without it.
    with database.write(lasting=False) as session:
        page = _finish(session, held, frame, picture.media_type, picture.frames)
        if picture.outline is not None:
            session.get_one(Master, frame.sha256).outline = picture.outline
        shown = get_image(session, frame.image_id) if frame.image_id else page
        if shown.job_id == held.job_id:
            shown.derivative_id = _derivative(session, page, frame, picture)
            if shown is page:
                _forget_recording(session, page)
                if recognise:
                    ask_for_new_text(session, page)
            _tell(session, page)


def keep_recording(database: Database, held: Claim, frame: Frame, made: Played) -> None:
    """Give the page its new recording and the job its end, both or neither.

    Raises `ClaimLostError` when another worker has taken over.
    """
    with database.write() as session:
        page = _finish(session, held, frame, made.media_type, 1)
        if page.job_id == held.job_id:
            poster = made.poster
            page.derivative_id = _derivative(session, page, frame, poster) if poster else None
            _forget_recording(session, page)
            session.add(_medium(page, frame, made))
            _tell(session, page)


def _finish(session: Session, held: Claim, frame: Frame, media_type: str, frames: int) -> Page:
    """End the job; the page it was for.

    When the page, or the picture on it, has another job by now, its scan was replaced meanwhile:
    the newer job makes what is shown.
    """
    jobs.finish(session, held)
    session.execute(_READ, {"master": frame.sha256, "kind": media_type, "number": frames})
    return get_page(session, frame.page_id)


def _derivative(session: Session, page: Page, frame: Frame, picture: Picture) -> str:
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
    return derivative.id


def _medium(page: Page, frame: Frame, made: Played) -> Medium:
    return Medium(
        page_id=page.id,
        master_sha256=frame.sha256,
        kind=MediumKind.VIDEO if made.width else MediumKind.SOUND,
        format=made.format,
        file_name=medium_name(frame.name, made.suffix),
        key=made.key,
        size=made.size,
        duration=made.duration,
        width=made.width,
        height=made.height,
    )


def _forget_recording(session: Session, page: Page) -> None:
    session.execute(_NO_RECORDING, {"page": page.id})


def _tell(session: Session, page: Page) -> None:
    work = get_work(session, page.work_id)
    touch(session, work)
    if work.publish_when_ready and work.state != WorkState.PUBLISHED and not publish(session, work):
        audit.note(session, audit.WORKER, "published", "work", work.id)
