"""Finished presentation documents on local disk, kept over a restart and shared by processes."""

import fcntl
import logging
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

log = logging.getLogger(__name__)

_KEY = re.compile(r"[0-9a-f]{8,128}", re.ASCII)
_CHECK = 8
# A file is marked as used at most this often, in seconds: marking writes to the disk.
_MARK = 3600.0
_ABANDONED = 3600.0
_TEMPORARY = ".new-"


class DiskDocuments:
    """A `manifests.DocumentStore` in a folder that holds at most `limit` bytes of documents.

    What was unused for longest is forgotten first. Each process looks through the folder once it
    has written a sixty-fourth of the limit, and leaves three quarters: sixteen processes stay
    within the limit together. A checksum stands in front of each document, so that what a crash of
    the machine left half written is not answered.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._written = limit  # the first document looks what earlier processes have left

    def stored(self, key: str) -> bytes | None:
        """The document kept under this key, None when it is not or no longer there."""
        path = self._path(key)
        try:
            content = path.read_bytes()
            if time.time() - path.stat().st_mtime > _MARK:
                os.utime(path)
        except OSError:
            return None
        document = content[_CHECK:]
        if content[:_CHECK] != _checksum(document):
            path.unlink(missing_ok=True)
            return None
        return document

    def keep(self, key: str, document: bytes) -> None:
        """Keep a document, unless it is larger than a quarter of the limit or the disk is full."""
        if len(document) > self._limit // 4:
            return
        try:
            self._write(self._path(key), document)
        except OSError as error:
            log.warning("a document was not kept: %s", error)
            return
        self._written += len(document)
        if self._written > self._limit // 64:
            self._written = 0
            self._sweep()

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key of a document: {key!r}")
        return self._folder / key[:2] / key

    def _write(self, path: Path, document: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{_TEMPORARY}{secrets.token_hex(8)}")
        try:
            fresh.write_bytes(_checksum(document) + document)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)

    def _sweep(self) -> None:
        with self._alone() as mine:
            if not mine:
                return
            found = sorted(self._files())
            excess = sum(size for _, size, _ in found) - self._limit * 3 // 4
            for _, size, path in found:
                if excess <= 0:
                    break
                path.unlink(missing_ok=True)
                excess -= size

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no other process is looking through the folder just now."""
        with (self._folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """(last used, bytes, path) of every document; removes what was left half written."""
        abandoned = time.time() - _ABANDONED
        for path in self._folder.glob("??/*"):
            try:
                status = path.stat()
            except FileNotFoundError:
                continue
            if not path.name.startswith(_TEMPORARY):
                yield status.st_mtime, status.st_size, path
            elif status.st_mtime < abandoned:
                path.unlink(missing_ok=True)


def _checksum(document: bytes) -> bytes:
    return blake2b(document, digest_size=_CHECK).digest()
