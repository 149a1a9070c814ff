"""Uploads that are known: one by its id, and all that somebody has sent to a work."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.errors import NotFoundError
from repository.models import Page, Upload, UploadOutcome, UploadState
from repository.settings import Settings
from repository.uploads.body import body_of
from repository.uploads.errors import TusError

_MOST = 5000
_GONE = {UploadState.EXPIRED: "upload-expired", UploadState.REFUSED: "upload-nowhere"}


@dataclass(frozen=True, slots=True)
class Known:
    """An upload and how many of its bytes have arrived."""

    upload: Upload
    offset: int


def find_upload(session: Session, user_id: str, work_id: str, upload_id: str) -> Upload:
    """The upload, if this user sends it to this work.

    Raises `NotFoundError`, also for uploads of others, and `TusError` (410) for one that has
    expired or was refused.
    """
    upload = session.get(Upload, upload_id)
    if upload is None or upload.user_id != user_id or upload.work_id != work_id:
        raise NotFoundError(upload_id)
    if upload.state == UploadState.REFUSED and upload.reason:
        raise TusError(410, upload.reason["code"], upload.reason["params"])
    expired = upload.state == UploadState.OPEN and upload.expires <= now()
    if expired or upload.state == UploadState.EXPIRED:
        raise TusError(410, "upload-expired")
    return upload


def known_uploads(
    session: Session, settings: Settings, user_id: str, work_id: str
) -> tuple[list[Known], list[Upload]]:
    """What this user has sent to a work, the newest first: the unfinished, and the finished.

    Of the finished only those are told whose page is there and still has their scan: to send them
    again would change nothing.
    """
    mine = and_(Upload.user_id == user_id, Upload.work_id == work_id)
    unfinished = select(Upload).where(
        mine, Upload.state == UploadState.OPEN, Upload.expires > now()
    )
    finished = (
        select(Upload)
        .join(Page, and_(Page.id == Upload.made_id, Page.master_sha256 == Upload.sha256))
        .where(
            mine,
            Upload.state == UploadState.DONE,
            or_(Upload.outcome != UploadOutcome.ALREADY, Page.file_name != Upload.name),
        )
    )
    newest = (Upload.created.desc(), Upload.id)
    open_ones = session.scalars(unfinished.order_by(*newest).limit(_MOST))
    return (
        [Known(upload, body_of(settings, upload.id).offset) for upload in open_ones],
        list(session.scalars(finished.order_by(*newest).limit(_MOST))),
    )


def remove_upload(session: Session, settings: Settings, upload: Upload) -> None:
    """Forget an upload and what has arrived of it; what became of a finished one stays."""
    body_of(settings, upload.id).remove()
    session.delete(upload)
