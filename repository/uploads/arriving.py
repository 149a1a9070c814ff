"""A piece of a file: from the network to the end of what is there."""

import errno
import hashlib
import shutil
from dataclasses import dataclass
from typing import BinaryIO

from repository.clock import now
from repository.models import Upload
from repository.repository import Repository
from repository.uploads.beginning import expiry
from repository.uploads.body import Writer, body_of
from repository.uploads.errors import TusError, WrongPartError

# Small, so that what a broken line still brought is kept.
_BLOCK = 1 << 16
# Left free for the database and the queue, which must go on when uploads stop.
RESERVE = 64 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT)
_EXTEND = 3600.0  # seconds; not every piece of a file needs to be noted in the catalogue


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the bytes of a piece must give by the algorithm, of `hashlib`."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` bytes of `stream` that belong at `offset`."""

    stream: BinaryIO
    offset: int
    length: int
    checksum: Checksum | None = None


def append(repository: Repository, upload: Upload, piece: Piece) -> int:
    """Add a piece to what is there; returns the new offset.

    What a line that breaks has brought is kept, unless a checksum was sent for the whole piece.
    One block of 64 KiB is in memory at a time. Raises `TusError`.
    """
    body = body_of(repository.settings, upload.id)
    _check(repository, upload, piece, body.offset)
    try:
        with body.writing() as writer:
            _check_place(piece, writer.offset)
            if piece.checksum is None:
                _copy(piece, writer)
            else:
                _copy_verified(piece, writer, piece.checksum)
            offset = writer.offset
    except OSError as error:
        if error.errno in _FULL:
            raise TusError(507, "upload-no-room") from error
        raise
    _keep_longer(repository, upload)
    return offset


def has_room(repository: Repository, size: int) -> bool:
    """Whether so many bytes more fit on the disk of the staging folder."""
    free = shutil.disk_usage(repository.settings.staging_dir).free
    return size + RESERVE <= free


def _check(repository: Repository, upload: Upload, piece: Piece, offset: int) -> None:
    _check_place(piece, offset)
    if piece.offset + piece.length > upload.size:
        raise TusError(413, "upload-longer", {"size": upload.size})
    if not has_room(repository, piece.length):
        raise TusError(507, "upload-no-room")


def _check_place(piece: Piece, offset: int) -> None:
    if piece.offset != offset:
        raise TusError(409, "upload-offset", {"offset": offset}, {"Upload-Offset": str(offset)})


def _copy(piece: Piece, writer: Writer, digest: "hashlib._Hash | None" = None) -> int:
    left = piece.length
    while left and (block := piece.stream.read(min(left, _BLOCK))):
        writer.write(block)
        if digest is not None:
            digest.update(block)
        left -= len(block)
    return left


def _copy_verified(piece: Piece, writer: Writer, checksum: Checksum) -> None:
    writer.doubt()
    digest = hashlib.new(checksum.algorithm, usedforsecurity=False)
    try:
        left = _copy(piece, writer, digest)
    except BaseException:
        writer.discard()
        raise
    if left or digest.digest() != checksum.digest:
        writer.discard()
        raise WrongPartError
    writer.trust()


def _keep_longer(repository: Repository, upload: Upload) -> None:
    later = expiry(repository.settings)
    if (later - upload.expires).total_seconds() < _EXTEND:
        return
    with repository.database.write() as session:
        row = session.get(Upload, upload.id)
        if row is not None and row.expires > now():
            row.expires = later
    upload.expires = later
