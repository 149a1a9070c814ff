"""The last byte is there: a master, and a page with its job, made once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import versions
from repository.captions import CaptionFile, is_captions, keep_captions, put_captions, read_captions
from repository.errors import NotFoundError, RefusedError
from repository.jobs import INTERACTIVE
from repository.masters import StoredFile, record_masters, store_file
from repository.models import Page, Upload, UploadOutcome, UploadState, Work
from repository.pages import put_files, replace_scan, retry
from repository.repository import Repository
from repository.revisions import touch
from repository.uploads.body import body_of

_Outcome = tuple[UploadOutcome, str | None]


def finish(repository: Repository, upload_id: str) -> Upload:
    """Make of a whole upload what it is for, however often it is asked, by whomever.

    The master is stored first, under its checksum; then page, job and the end of the upload are
    one transaction. A server that is killed in between leaves the bytes, and the next who asks
    does it. Raises `RefusedError` for what cannot be taken and `NotFoundError` when the place it
    was for is gone, and then the upload is over; `UploadBusyError`, `StorageFullError` and
    `StorageUnavailableError` leave it as it is.
    """
    body = body_of(repository.settings, upload_id)
    with body.finishing():
        upload = _read(repository, upload_id)
        if upload.state == UploadState.OPEN:
            try:
                file = _store(repository, upload)
                upload = _settle(repository, upload_id, file)
            except RefusedError as error:
                _refuse(repository, upload_id, error)
                body.remove()
                raise
            except NotFoundError:
                gone = RefusedError("upload-nowhere", name=upload.name)
                _refuse(repository, upload_id, gone)
                body.remove()
                raise
        body.remove()
    return upload


def keep_twice(session: Session, upload: Upload) -> Upload:
    """Make a page of its own of a file that another page of the work has already."""
    if upload.state == UploadState.DONE and upload.outcome == UploadOutcome.ALREADY:
        assert upload.sha256 is not None
        work = session.get_one(Work, upload.work_id)
        file = StoredFile(upload.name, upload.sha256, upload.size)
        (page,) = put_files(session, work, [file], INTERACTIVE)
        upload.outcome, upload.made_id = UploadOutcome.MADE, page.id
    return upload


def _read(repository: Repository, upload_id: str) -> Upload:
    with repository.database.read() as session:
        upload = session.get(Upload, upload_id)
        if upload is None:
            raise NotFoundError(upload_id)
        return upload


def _store(repository: Repository, upload: Upload) -> StoredFile | CaptionFile:
    path = body_of(repository.settings, upload.id).path
    if not upload.size:
        path.touch()  # nothing was ever written
    if is_captions(upload.name):
        captions = read_captions(path, upload.name)
        keep_captions(repository.storage, captions)
        return captions
    file = store_file(repository.storage, path, upload.name)
    if upload.sha256 and upload.sha256 != file.sha256:
        raise RefusedError("upload-other", name=upload.name)
    return file


def _settle(repository: Repository, upload_id: str, file: StoredFile | CaptionFile) -> Upload:
    with repository.database.write() as session:
        upload = session.get(Upload, upload_id, with_for_update=True)
        if upload is None:
            raise NotFoundError(upload_id)
        if upload.state != UploadState.OPEN:
            return upload
        work = session.get(Work, upload.work_id, with_for_update=True)
        if work is None:
            raise NotFoundError(upload.work_id)
        upload.state, upload.sha256 = UploadState.DONE, file.sha256
        upload.outcome, upload.made_id = _put(session, work, upload, file)
        if upload.outcome == UploadOutcome.REPLACED:
            versions.record(session, work, upload.user_id)
        return upload


def _put(session: Session, work: Work, upload: Upload, file: StoredFile | CaptionFile) -> _Outcome:
    if isinstance(file, CaptionFile):
        put_captions(session, work, [file])
        return UploadOutcome.CAPTIONS, None
    if upload.page_id:
        return _put_on(session, work, upload.page_id, file)
    twin = _twin(session, work, file)
    if twin is not None:
        return UploadOutcome.ALREADY, twin
    of_name = select(Page.master_sha256).where(
        Page.work_id == work.id, Page.file_name == file.name, Page.frame == 0
    )
    before = session.execute(of_name.limit(1)).first()
    (page,) = put_files(session, work, [file], INTERACTIVE)
    if before is None:
        return UploadOutcome.MADE, page.id
    same = before[0] == file.sha256
    return UploadOutcome.SAME if same else UploadOutcome.REPLACED, page.id


def _put_on(session: Session, work: Work, page_id: str, file: StoredFile) -> _Outcome:
    page = session.get(Page, page_id)
    if page is None or page.work_id != work.id:
        raise NotFoundError(page_id)
    if page.master_sha256 == file.sha256:
        retry(session, page, INTERACTIVE)
        return UploadOutcome.SAME, page.id
    record_masters(session, file)
    replace_scan(session, page, file, INTERACTIVE)
    touch(session, work)
    return UploadOutcome.REPLACED, page.id


def _twin(session: Session, work: Work, file: StoredFile) -> str | None:
    """The page of the work that has these bytes under another name, if none has this name."""
    same = select(Page.id, Page.file_name).where(
        Page.work_id == work.id, Page.master_sha256 == file.sha256, Page.frame == 0
    )
    rows = session.execute(same.order_by(Page.position).limit(100)).all()
    if not rows or any(row.file_name == file.name for row in rows):
        return None
    named = select(Page.id).where(Page.work_id == work.id, Page.file_name == file.name)
    return None if session.scalar(named.limit(1)) else str(rows[0].id)


def _refuse(repository: Repository, upload_id: str, error: RefusedError) -> None:
    with repository.database.write() as session:
        upload = session.get(Upload, upload_id)
        if upload is not None:
            upload.state = UploadState.REFUSED
            upload.reason = {"code": error.code, "params": dict(error.params)}
