"""What tus 1.0 asks for, whichever door it comes through: the studio's or the REST API's."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.http import http_date

from repository.models import Upload, UploadState, Work
from repository.repository import Repository
from repository.uploads import (
    Announced,
    TusError,
    append,
    begin,
    body_of,
    find_upload,
    finish,
    remove_upload,
    sweep_now_and_then,
)
from repository.uploads.arriving import Piece, has_room
from repository.web.security import refuse_forged
from repository.web.tus import protocol

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LONGEST_KEY, _LONGEST_MARK, _LONGEST_ID = 64, 300, 16


@dataclass(frozen=True, slots=True)
class Door:
    """Where requests come in: who asks, which works may be changed, and the uploads' addresses.

    `editable` raises what the door answers when the work is not there or not the caller's.
    """

    repository: Callable[[], Repository]
    user_id: Callable[[], str]
    editable: Callable[[Session, str], Work]
    address: Callable[[str, str], str]

    def begin(self, work_id: str) -> Response:
        """OPTIONS and POST of a work's uploads."""
        if request.method == "OPTIONS":
            return self.options()
        return self.create(work_id)

    def options(self) -> Response:
        """OPTIONS: what this server can do."""
        return protocol.abilities(self.repository().settings.max_upload)

    def create(self, work_id: str) -> Response:
        """POST: announce a file, perhaps with its first bytes (creation-with-upload)."""
        protocol.check_version()
        file = _announced()
        repository = self.repository()
        sweep_now_and_then(repository)
        with repository.database.write() as session:
            self.editable(session, work_id)
            if not has_room(repository, file.size):
                raise TusError(507, "upload-no-room")
            upload = begin(session, repository.settings, self.user_id(), work_id, file)
        response = self._answer(201, *self._first_piece(upload))
        response.headers["Location"] = self.address(work_id, upload.id)
        return response

    def change(self, work_id: str, upload_id: str) -> Response:
        """HEAD, PATCH and DELETE of an upload, by whichever method they are sent."""
        if request.method == "OPTIONS":
            return self.options()
        if protocol.is_disguised_change():
            refuse_forged()
        protocol.check_version()
        todo = {"HEAD": self.head, "PATCH": self.patch, "DELETE": self.terminate}
        action = todo.get(protocol.method())
        if action is None:
            raise TusError(405, "upload-method", headers={"Allow": ", ".join([*todo, "POST"])})
        return action(work_id, upload_id)

    def head(self, work_id: str, upload_id: str) -> Response:
        """How much has arrived. When it is all but was not made a page of, that is done now."""
        upload = self._find(work_id, upload_id)
        offset = self._offset(upload)
        response = self._answer(200, *self._finished(upload, offset))
        response.headers["Upload-Length"] = str(upload.size)
        if upload.told:
            response.headers["Upload-Metadata"] = upload.told
        return response

    def patch(self, work_id: str, upload_id: str) -> Response:
        """Take in a piece."""
        protocol.check_type()
        upload = self._find(work_id, upload_id)
        offset = self._take(upload)
        return self._answer(204, *self._finished(upload, offset))

    def terminate(self, work_id: str, upload_id: str) -> Response:
        """Forget an upload; what became of a finished one stays."""
        with self.repository().database.write() as session:
            self.editable(session, work_id)
            upload = find_upload(session, self.user_id(), work_id, upload_id)
            remove_upload(session, self.repository().settings, upload)
        return Response(status=204)

    def _find(self, work_id: str, upload_id: str) -> Upload:
        with self.repository().database.read() as session:
            self.editable(session, work_id)
            return find_upload(session, self.user_id(), work_id, upload_id)

    def _first_piece(self, upload: Upload) -> tuple[Upload, int]:
        if request.content_length:
            protocol.check_type()
            return self._finished(upload, self._append(upload, 0))
        return self._finished(upload, self._offset(upload))

    def _take(self, upload: Upload) -> int:
        offset = protocol.upload_offset()
        if upload.state == UploadState.DONE:
            # The answer to the last piece was lost, and it is sent once more without a byte.
            if offset == upload.size and not request.content_length:
                return offset
            raise TusError(409, "upload-offset", {"offset": upload.size})
        return self._append(upload, offset)

    def _append(self, upload: Upload, offset: int) -> int:
        repository = self.repository()
        request.max_content_length = repository.settings.max_upload
        length = protocol.piece_length()
        piece = Piece(cast(BinaryIO, request.stream), offset, length, protocol.checksum())
        return append(repository, upload, piece)

    def _offset(self, upload: Upload) -> int:
        if upload.state == UploadState.DONE:
            return upload.size
        return body_of(self.repository().settings, upload.id).offset

    def _finished(self, upload: Upload, offset: int) -> tuple[Upload, int]:
        if offset == upload.size and upload.state == UploadState.OPEN:
            upload = finish(self.repository(), upload.id)
        return upload, offset

    def _answer(self, status: int, upload: Upload, offset: int) -> Response:
        response = Response(status=status)
        response.headers["Upload-Offset"] = str(offset)
        if upload.state == UploadState.OPEN:
            response.headers["Upload-Expires"] = http_date(upload.expires)
        if upload.outcome:
            response.headers["Upload-Outcome"] = upload.outcome
            response.headers["Upload-Page"] = upload.made_id or ""
        return response


def _announced() -> Announced:
    told, given = protocol.metadata()
    sha256 = given.get("sha256", "")
    page, key, mark = (given.get(name, "") for name in ("page", "key", "mark"))
    if (
        (sha256 and not _SHA256.fullmatch(sha256))
        or len(page) > _LONGEST_ID
        or len(key) > _LONGEST_KEY
        or len(mark) > _LONGEST_MARK
        or "\0" in page + key + mark
    ):
        raise TusError(400, "upload-metadata")
    return Announced(
        name=given.get("filename", ""),
        size=protocol.upload_length(),
        mark=mark,
        key=key,
        page_id=page or None,
        sha256=sha256 or None,
        told=told,
    )
