"""The bytes of an upload that have arrived: a file in the staging folder that grows."""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from repository.settings import Settings
from repository.uploads.errors import UploadBusyError

# A sender that says nothing for so long has lost its line, which servers may notice late.
_SILENCE = 20.0  # seconds
_TOKEN = 16


def uploads_dir(settings: Settings) -> Path:
    """Where the bytes of unfinished uploads lie."""
    return settings.staging_dir / "uploads"


def body_of(settings: Settings, upload_id: str) -> "Body":
    """The bytes of one upload, whether or not any are there yet."""
    return Body(uploads_dir(settings), upload_id)


class Body:
    """The file, who writes it now, and from where on it is not verified yet.

    Any process may open it, one at a time writes. `.lock` names the writer; a newcomer takes over
    from one that has been silent, whose late bytes are then refused. `.unsure` holds the offset
    behind which bytes are not verified: a server that was killed before it could compare a
    checksum leaves them there, and the next writer cuts them off.
    """

    def __init__(self, folder: Path, upload_id: str) -> None:
        self.path = folder / f"{upload_id}.part"
        self._lock = folder / f"{upload_id}.lock"
        self._unsure = folder / f"{upload_id}.unsure"
        self._finish = folder / f"{upload_id}.finish"

    @property
    def offset(self) -> int:
        """How many bytes have arrived and can be relied on."""
        try:
            return int(self._unsure.read_text())
        except (FileNotFoundError, ValueError):
            pass
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def remove(self) -> None:
        """Take the bytes away; whoever still writes is refused."""
        for path in (self._lock, self.path, self._unsure, self._finish):
            path.unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator["Writer"]:
        """Be the one who writes. Raises `UploadBusyError` while another does."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        token = secrets.token_hex(_TOKEN // 2).encode()
        lock = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            with _flock(lock):
                if os.pread(lock, _TOKEN, 0) and time.time() - os.fstat(lock).st_mtime < _SILENCE:
                    raise UploadBusyError
                os.pwrite(lock, token, 0)
            try:
                with Writer(self.path, self._unsure, lock, token) as writer:
                    yield writer
            finally:
                with _flock(lock):
                    if os.pread(lock, _TOKEN, 0) == token:
                        os.ftruncate(lock, 0)
        finally:
            os.close(lock)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Be the one who makes a page of it. Raises `UploadBusyError` while another does.

        The lock ends with the process that holds it, however that ends.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._finish, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UploadBusyError from error
            yield
        finally:
            os.close(lock)


class Writer:
    """Adds blocks at the end of a body, as long as nobody has taken over."""

    def __init__(self, path: Path, unsure: Path, lock: int, token: bytes) -> None:
        self._unsure = unsure
        self._lock = lock
        self._token = token
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._discard_unverified()
        self.offset = os.lseek(self._file, 0, os.SEEK_END)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            os.fsync(self._file)
        finally:
            os.close(self._file)

    def write(self, block: bytes) -> None:
        """Add a block. Raises `UploadBusyError` when another has taken over, and `OSError`."""
        with _flock(self._lock):
            if os.pread(self._lock, _TOKEN, 0) != self._token:
                raise UploadBusyError
            os.utime(self._lock)
            rest = memoryview(block)
            while rest:
                written = os.write(self._file, rest)
                rest = rest[written:]
                self.offset += written

    def doubt(self) -> None:
        """What is written from here on counts only once it is trusted."""
        self._unsure.write_text(str(self.offset))

    def trust(self) -> None:
        """What was written is right."""
        self._unsure.unlink(missing_ok=True)

    def discard(self) -> None:
        """Cut off what was written since the doubt."""
        with _flock(self._lock):
            if os.pread(self._lock, _TOKEN, 0) == self._token:
                self._discard_unverified()
        self.offset = os.lseek(self._file, 0, os.SEEK_END)

    def _discard_unverified(self) -> None:
        try:
            verified = int(self._unsure.read_text())
        except FileNotFoundError:
            return
        except ValueError:
            verified = 0  # the server was killed while it wrote the number
        os.ftruncate(self._file, verified)
        self._unsure.unlink(missing_ok=True)


@contextmanager
def _flock(lock: int) -> Iterator[None]:
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)
