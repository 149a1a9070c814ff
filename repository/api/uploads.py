"""Resumable uploads by tus 1.0, with a token in the place of a session."""

from typing import Any

from flask import Response
from pydantic import BaseModel

from repository.api.answers import PageOut
from repository.api.caller import caller, editable_work, repository
from repository.api.operation import Operations
from repository.api.pages import own_page, read_out
from repository.models import Upload
from repository.uploads import find_upload, keep_twice, known_uploads
from repository.web.tus import Door

_PATH = "/works/{work}/uploads"
_ONE = _PATH + "/{upload}"
_VERSION = {"Tus-Resumable": "1.0.0"}
_PIECE = {
    **_VERSION,
    "Upload-Offset": "Where the bytes belong; 409 when others are expected.",
    "Upload-Checksum": "sha1 or sha256, a space and the digest in base64; may be left out.",
}

operations = Operations()


class UploadOut(BaseModel):
    """A file on its way, or what became of it."""

    id: str
    name: str
    size: int
    offset: int
    expires: str
    mark: str
    page: str | None
    outcome: str | None


class UploadsOut(BaseModel):
    """What the caller has sent to a work: begun and not finished, or finished already."""

    unfinished: list[UploadOut]
    finished: list[UploadOut]


def _address(work_id: str, upload_id: str) -> str:
    return f"{repository().settings.public_url}/api/v1/works/{work_id}/uploads/{upload_id}"


door = Door(repository, lambda: caller().id, editable_work, _address)


@operations("OPTIONS", _PATH, "Read what tus can do here", status=204, raw=True)
def read_abilities(work: str) -> Response:
    """Versions, extensions, the largest size."""
    return door.begin(work)


@operations(
    "POST",
    _PATH,
    "Begin a resumable upload",
    status=201,
    raw=True,
    headers={
        **_VERSION,
        "Upload-Length": "The size of the whole file in bytes.",
        "Upload-Metadata": "filename; may have sha256, mark, key and page, all in base64.",
    },
)
def create_upload(work: str) -> Response:
    """Answers the address of the upload in `Location`."""
    return door.begin(work)


@operations("GET", _PATH, "List your uploads", answers=UploadsOut)
def list_uploads(work: str) -> UploadsOut:
    """The newest first."""
    with repository().database.read() as session:
        editable_work(session, work)
        unfinished, finished = known_uploads(session, repository().settings, caller().id, work)
    return UploadsOut(
        unfinished=[_out(known.upload, known.offset) for known in unfinished],
        finished=[_out(upload, upload.size) for upload in finished],
    )


@operations("HEAD", _ONE, "Ask how much has arrived", raw=True, headers=_VERSION)
def read_upload(work: str, upload: str) -> Response:
    """In `Upload-Offset`; `Upload-Outcome` and `Upload-Page` once it is done."""
    return door.change(work, upload)


@operations(
    "PATCH",
    _ONE,
    "Send a piece",
    takes=bytes,
    media="application/offset+octet-stream",
    status=204,
    raw=True,
    headers=_PIECE,
)
def patch_upload(work: str, upload: str) -> Response:
    """With the last one the file becomes a page."""
    return door.change(work, upload)


@operations("DELETE", _ONE, "Forget an upload", status=204, raw=True, headers=_VERSION)
def delete_upload(work: str, upload: str) -> Response:
    """What became of a finished one stays."""
    return door.change(work, upload)


@operations(
    "POST",
    _ONE,
    "Do what a header says",
    status=204,
    raw=True,
    headers={**_PIECE, "X-HTTP-Method-Override": "PATCH, DELETE or HEAD."},
)
def post_upload(work: str, upload: str) -> Response:
    """For lines that let nothing but POST through."""
    return door.change(work, upload)


@operations("POST", _ONE + "/keep", "Make a page of a file that is there already", answers=PageOut)
def keep_upload(work: str, upload: str) -> Any:
    """When `Upload-Outcome` said `already`: another page has the same bytes."""
    with repository().database.write() as session:
        editable_work(session, work)
        found = find_upload(session, caller().id, work, upload)
        page_id = keep_twice(session, found).made_id or ""
        return read_out(session, work, own_page(session, work, page_id))


def _out(upload: Upload, offset: int) -> UploadOut:
    return UploadOut(
        id=upload.id,
        name=upload.name,
        size=upload.size,
        offset=offset,
        expires=upload.expires.isoformat(),
        mark=upload.mark,
        page=upload.made_id,
        outcome=upload.outcome,
    )
