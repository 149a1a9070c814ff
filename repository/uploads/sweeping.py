"""Uploads that nobody comes back to, and those a killed server did not finish."""

import logging
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, select

from repository.clock import now
from repository.errors import RepositoryError
from repository.models import Upload, UploadState
from repository.repository import Repository
from repository.uploads.body import body_of, uploads_dir
from repository.uploads.finishing import finish
from storage import StorageError

_QUIET = timedelta(seconds=30)
_MOST = 500
_MOST_FINISHED = 5
_MOST_FILES = 10_000
_OFTEN = 600.0  # seconds
_NOBODYS = 3600.0  # seconds; a file without a row is being begun, or was left behind

log = logging.getLogger(__name__)


def sweep_uploads(repository: Repository) -> int:
    """Finish what is whole and forget what is past its time; returns how many it settled.

    An expired upload is remembered for as long again, so that its sender is told.
    """
    settled = _finish_whole(repository) + _expire(repository)
    _forget(repository)
    _remove_files(repository)
    return settled


def sweep_now_and_then(repository: Repository) -> None:
    """Sweep, unless a process on this machine did a few minutes ago."""
    mark = uploads_dir(repository.settings) / ".swept"
    mark.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if time.time() - mark.stat().st_mtime < _OFTEN:
            return
    mark.touch()
    sweep_uploads(repository)


def _finish_whole(repository: Repository) -> int:
    """Only where the bytes lie: several machines may share a catalogue."""
    resting = select(Upload).where(
        Upload.state == UploadState.OPEN, Upload.expires > now(), Upload.changed < now() - _QUIET
    )
    with repository.database.read() as session:
        found = list(session.scalars(resting.order_by(Upload.created).limit(_MOST)))
    whole = [each for each in found if _is_whole(repository, each)]
    for upload in whole[:_MOST_FINISHED]:
        try:
            finish(repository, upload.id)
        except (RepositoryError, StorageError) as error:
            log.warning("upload %s is not finished: %s", upload.id, error)
    return len(whole[:_MOST_FINISHED])


def _is_whole(repository: Repository, upload: Upload) -> bool:
    body = body_of(repository.settings, upload.id)
    return body.path.exists() and body.offset == upload.size


def _expire(repository: Repository) -> int:
    late = (
        select(Upload)
        .where(Upload.state == UploadState.OPEN, Upload.expires <= now())
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    )
    with repository.database.write() as session:
        found = list(session.scalars(late))
        for upload in found:
            upload.state = UploadState.EXPIRED
            body_of(repository.settings, upload.id).remove()
    return len(found)


def _forget(repository: Repository) -> None:
    kept = timedelta(days=repository.settings.upload_days)
    over = delete(Upload).where(Upload.state != UploadState.OPEN, Upload.expires <= now() - kept)
    with repository.database.write() as session:
        session.execute(over)


def _remove_files(repository: Repository) -> None:
    """Remove bytes whose upload is over, or was never written down."""
    folder = uploads_dir(repository.settings)
    old = [path for path in folder.glob("*.*") if path.stem and _is_old(path)][:_MOST_FILES]
    ids = {path.stem for path in old}
    if not ids:
        return
    with repository.database.read() as session:
        unfinished = select(Upload.id).where(Upload.id.in_(ids), Upload.state == UploadState.OPEN)
        kept = set(session.scalars(unfinished))
    for upload_id in ids - kept:
        body_of(repository.settings, upload_id).remove()


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _NOBODYS
    except FileNotFoundError:
        return False
