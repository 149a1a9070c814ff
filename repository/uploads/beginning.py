"""A new upload: announced, weighed against what there is room for, and written down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.errors import NotFoundError
from repository.masters import clean_name
from repository.models import Page, Upload, UploadState, User
from repository.settings import Settings
from repository.uploads.errors import TusError

MOST_OPEN = 2000
"""Uploads that one user may have begun and not finished."""
_GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Announced:
    """What a sender says of a file before it comes: `size` in bytes, `page_id` for a new scan.

    `told` is the metadata as they were sent; see `Upload` for `mark` and `key`.
    """

    name: str
    size: int
    mark: str = ""
    key: str = ""
    page_id: str | None = None
    sha256: str | None = None
    told: str = ""


def expiry(settings: Settings) -> datetime:
    """Until when an upload is kept that somebody sends to now."""
    return now() + timedelta(days=settings.upload_days)


def begin(
    session: Session, settings: Settings, user_id: str, work_id: str, file: Announced
) -> Upload:
    """The upload for this file: a new one, or the open one that the same `key` has made already.

    Raises `TusError` when it is too large or too much is unfinished, `NotFoundError` for a page
    that does not belong to the work.
    """
    if file.size > settings.max_upload:
        size = f"{settings.max_upload / _GIGABYTE:.3g} GB"
        raise TusError(413, "upload-too-large", {"name": clean_name(file.name), "most": size})
    # Beginnings of one user wait for each other, or together they might pass the limit.
    session.execute(select(User.id).where(User.id == user_id).with_for_update())
    again = _same(session, user_id, work_id, file)
    if again is not None:
        return again
    if file.page_id:
        page = session.get(Page, file.page_id)
        if page is None or page.work_id != work_id:
            raise NotFoundError(file.page_id)
    _check_quota(session, settings, user_id, file.size)
    upload = Upload(
        user_id=user_id,
        work_id=work_id,
        page_id=file.page_id,
        name=clean_name(file.name),
        size=file.size,
        mark=file.mark,
        key=file.key,
        sha256=file.sha256,
        told=file.told,
        expires=expiry(settings),
    )
    session.add(upload)
    session.flush()
    return upload


def _same(session: Session, user_id: str, work_id: str, file: Announced) -> Upload | None:
    if not file.key:
        return None
    query = select(Upload).where(
        Upload.user_id == user_id,
        Upload.state == UploadState.OPEN,
        Upload.work_id == work_id,
        Upload.key == file.key,
        Upload.size == file.size,
        Upload.expires > now(),
    )
    return session.scalars(query.limit(1)).first()


def _check_quota(session: Session, settings: Settings, user_id: str, size: int) -> None:
    unfinished = (Upload.state == UploadState.OPEN, Upload.expires > now())
    sums = select(func.count(), func.coalesce(func.sum(Upload.size), 0)).where(*unfinished)
    number, own = session.execute(sums.where(Upload.user_id == user_id)).one()
    if number >= MOST_OPEN:
        raise TusError(413, "upload-many", {"most": MOST_OPEN})
    if own + size > settings.unfinished_per_user:
        most = f"{settings.unfinished_per_user / _GIGABYTE:.3g} GB"
        raise TusError(413, "upload-quota", {"most": most})
    _, whole = session.execute(sums).one()
    if whole + size > settings.unfinished_whole:
        raise TusError(507, "upload-no-room")
