"""Objects as files below one directory."""

import errno
import hashlib
import os
import secrets
import stat as modes
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from storage.base import Stat, holds
from storage.direct import DirectFile
from storage.errors import (
    InvalidKeyError,
    ObjectNotFoundError,
    StorageFullError,
    StorageUnavailableError,
)
from storage.keys import check_key, check_prefix, is_key
from storage.page_cache import let_go, read_at_hand

_CHUNK = 1 << 20
_MOST_SHARED = 1 << 30
_ABANDONED = 24 * 3600  # seconds; a put that lives writes more often
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP}


class LocalStorage:
    """A `Storage` on a local disk: the key is the path below `root`.

    An object is written beside its place, flushed to the disk and renamed, so a reader, a crash
    or a full disk never shows half of it. Files are stored without write permission.
    """

    def __init__(self, root: Path) -> None:
        """Create `root` when absent. Raises `StorageUnavailableError` when that is refused."""
        self._root = root.absolute()
        self._incoming = self._root / ".incoming"
        try:
            self._incoming.mkdir(parents=True, exist_ok=True)
            self._sweep()
        except OSError as error:
            raise StorageUnavailableError(f"{root}: {error.strerror}") from error

    def prepare(self) -> None:
        """Do nothing: the folder was made when this object was."""

    def put(
        self,
        key: str,
        source: bytes | Path | BinaryIO,
        media_type: str = "application/octet-stream",  # noqa: ARG002 - a file has none
    ) -> int:
        """Store the bytes whole or not at all; see `Storage.put`."""
        target = self._path(key)
        temporary = self._incoming / secrets.token_hex(16)
        try:
            size = _write(temporary, source)
            with _translated(key):
                self._move(temporary, target, key)
        finally:
            temporary.unlink(missing_ok=True)
        return size

    def put_by_checksum(self, file: Path, key_of: Callable[[str], str]) -> tuple[str, int]:
        """Copy the file and learn its checksum in one pass; see `Storage.put_by_checksum`."""
        digest, temporary = hashlib.sha256(), self._incoming / secrets.token_hex(16)
        try:
            with file.open("rb", buffering=0) as opened, _created(temporary) as target:
                size = _copy(opened, target, digest.update)
                let_go(opened.fileno())
            key = key_of(digest.hexdigest())
            if not holds(self, key, size):
                with _translated(key):
                    self._move(temporary, self._path(key), key)
        finally:
            temporary.unlink(missing_ok=True)
        return digest.hexdigest(), size

    def take(
        self,
        key: str,
        file: Path,
        media_type: str = "application/octet-stream",
    ) -> int:
        """Flush the file to the disk and move it to its place; see `Storage.take`."""
        target = self._path(key)
        if file.stat().st_dev != self._incoming.stat().st_dev:
            return self.put(key, file, media_type)
        with _translated(key):
            file.chmod(0o444)
            _sync(file)
            size = file.stat().st_size
            self._move(file, target, key)
        return size

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Up to `length` bytes from `offset`; see `Storage.read`."""
        if offset < 0 or (length is not None and length < 0):
            raise ValueError("offset and length are not negative")
        with _translated(key), self._path(key).open("rb", buffering=0) as file:
            file.seek(offset)
            return file.read() if length is None else _read_up_to(file.fileno(), length)

    def open(self, key: str) -> BinaryIO:
        """A seekable reader."""
        with _translated(key):
            return self._path(key).open("rb")

    def ranges(self, key: str) -> "LocalRanges":
        """The file, opened once."""
        with _translated(key):
            return LocalRanges(self._path(key), key)

    @contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        """The stored file itself: nothing is copied."""
        self.stat(key)
        yield self._path(key)

    def stat(self, key: str) -> Stat:
        """Size and time. Raises `ObjectNotFoundError`."""
        with _translated(key):
            found = self._path(key).stat()
        if not modes.S_ISREG(found.st_mode):
            raise ObjectNotFoundError(key)
        return Stat(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def delete(self, key: str) -> None:
        """Remove the object; no error when nothing is there."""
        path = self._path(key)
        with suppress(ObjectNotFoundError), _translated(key):
            path.unlink()
            _sync(path.parent)

    def list(self, prefix: str = "") -> Iterator[Stat]:
        """Every object whose key starts with `prefix`, in the order of keys."""
        folder = check_prefix(prefix).rpartition("/")[0]
        return self._walk(folder, prefix)

    def _walk(self, folder: str, prefix: str) -> Iterator[Stat]:
        for key, is_folder in self._entries(folder):
            if is_folder:
                if f"{key}/".startswith(prefix) or prefix.startswith(f"{key}/"):
                    yield from self._walk(key, prefix)
            elif key.startswith(prefix):
                # It may have been deleted since the folder was read.
                with suppress(ObjectNotFoundError):
                    yield self.stat(key)

    def _entries(self, folder: str) -> Sequence[tuple[str, bool]]:
        """(key, is a folder) of what lies in one folder, in the order S3 would list it."""
        above = f"{folder}/" if folder else ""
        try:
            with _translated(folder), os.scandir(self._root / folder) as entries:
                found = [(above + entry.name, entry.is_dir()) for entry in entries]
        except ObjectNotFoundError:
            return []
        # "a-b" comes before "a/b": the slash counts, and a folder's name has not shown it yet.
        return sorted((e for e in found if is_key(e[0])), key=lambda e: e[0] + "/" * e[1])

    def _path(self, key: str) -> Path:
        return self._root / check_key(key)

    def _move(self, temporary: Path, target: Path, key: str) -> None:
        try:
            _make_folder(target.parent, self._root)
            temporary.replace(target)
        except (NotADirectoryError, FileExistsError, IsADirectoryError) as error:
            raise InvalidKeyError(f"a folder cannot be an object too: {key!r}") from error
        _sync(target.parent)

    def _sweep(self) -> None:
        """Remove what a put left behind whose process was killed."""
        for path in self._incoming.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - _ABANDONED:
                    path.unlink()


class LocalRanges:
    """A file kept open; closed when the last thread that reads it lets go of this object."""

    __slots__ = ("_descriptor", "_key", "path")

    def __init__(self, path: Path, key: str) -> None:
        self._descriptor = -1
        self._key = key
        self.path = path
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def __del__(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)

    def read(self, offset: int, length: int) -> bytes:
        """One system call; see `Ranges.read`."""
        try:
            return os.pread(self._descriptor, length, offset)
        except OSError as error:
            raise StorageUnavailableError(f"{self._key}: {error.strerror}") from error

    def at_hand(self, offset: int, length: int) -> bytes | None:
        """What the page cache holds; see `Ranges.at_hand`."""
        try:
            return read_at_hand(self._descriptor, length, offset)
        except OSError as error:
            raise StorageUnavailableError(f"{self._key}: {error.strerror}") from error


def _write(path: Path, source: bytes | Path | BinaryIO) -> int:
    """Write and flush a new file; its size. The source's own errors pass unchanged."""
    if isinstance(source, Path):
        with source.open("rb", buffering=0) as opened:
            size = _write(path, opened)
            let_go(opened.fileno())
            return size
    with _created(path) as target:
        if isinstance(source, FileIO):
            _share(source.fileno(), target, path.name)
        chunk = source if isinstance(source, bytes) else source.read(_CHUNK)
        while chunk:
            with _translated(path.name):
                _write_all(target, chunk)
            chunk = b"" if isinstance(source, bytes) else source.read(_CHUNK)
        return os.fstat(target).st_size


@contextmanager
def _created(path: Path) -> Iterator[int]:
    """The descriptor of a new file, which is flushed to the disk in the end."""
    with _translated(path.name):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
    try:
        yield descriptor
        with _translated(path.name):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(source: FileIO, target: int, seen: Callable[[memoryview], None]) -> int:
    """Copy to the end, in pieces that `seen` still finds in the processor's cache; their size."""
    copy, size = DirectFile(target), 0
    while length := _fill(copy.room, source):
        seen(copy.room[:length])
        with _translated(str(source.name)):
            copy.write(length)
        size += length
    return size


def _fill(room: memoryview, source: FileIO) -> int:
    """Read until there is no more room, or no more to read; the number of bytes."""
    length = 0
    while length < len(room) and (count := source.readinto(room[length:])):
        length += count
    return length


def _share(source: int, target: int, name: str) -> None:
    """Let the kernel copy, which shares the blocks where the file system can.

    What it does not copy, for whatever reason, is left to be read and written.
    """
    with _translated(name):
        try:
            while os.copy_file_range(source, target, _MOST_SHARED):
                pass
        except OSError as error:
            if error.errno in _FULL:
                raise


def _write_all(descriptor: int, chunk: bytes | memoryview) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _read_up_to(descriptor: int, length: int) -> bytes:
    """`length` bytes, fewer at the end of the file; one system call gives at most 2 GiB."""
    parts = []
    while length and (part := os.read(descriptor, min(length, 1 << 30))):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _make_folder(folder: Path, root: Path) -> None:
    """Like mkdir -p, and each new name is flushed to the disk."""
    if folder == root or folder.is_dir():
        return
    _make_folder(folder.parent, root)
    folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _translated(what: str) -> Iterator[None]:
    """Turn the system's errors into this package's."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(f"no room for {what}") from error
        if error.errno in _ABSENT:
            raise ObjectNotFoundError(what) from error
        raise StorageUnavailableError(f"{what}: {error.strerror}") from error
