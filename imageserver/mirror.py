"""Streams from a bucket kept on a local disk, within a bound, for all processes and restarts.

Each picture has one sparse file with its streams at the same places as in the object. Nothing
says which are there: a hole, a stream half written by another process or lost in a crash does
not have the CRC that the index has for it, and is fetched again. So no process ever waits for
another.
"""

import hashlib
import os
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from imageserver.errors import DamagedImageError, WouldWaitError
from imageserver.index import Index
from storage import Ranges, read_at_hand

_TOUCH = 256
"""Reads after which a file is marked as used, and looked at whether it was removed."""


class Mirror:
    """A folder of sparse files; the longest unused go first when `most_bytes` are passed."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        """Create `folder` when absent. Raises `OSError`."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._most = most_bytes
        self._written = 0
        self._lock = threading.Lock()
        self._sweep()

    def path(self, key: str) -> Path:
        """The file of an object."""
        return self._folder / hashlib.blake2b(key.encode(), digest_size=16).hexdigest()

    def wrote(self, length: int) -> None:
        """Count bytes just kept, and make room now and then."""
        self._written += length
        if self._written > self._most // 20 and self._lock.acquire(blocking=False):
            try:
                self._written = 0
                self._sweep()
            finally:
                self._lock.release()

    def _sweep(self) -> None:
        """Remove the longest unused files until a tenth of the room is free."""
        found = []
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_blocks * 512, path))
        room = self._most - sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if room >= self._most // 10:
                break
            path.unlink(missing_ok=True)
            room += size


class MirroredSource:
    """The streams of one object: from the local file where they are whole, else from afar."""

    path = None

    def __init__(self, mirror: Mirror, key: str, ranges: Ranges) -> None:
        self._mirror, self._key, self._ranges = mirror, key, ranges
        self._reads = 0
        self._file = _File(mirror.path(key))

    def stream(self, index: Index, entry: int, *, wait: bool = True) -> bytes:
        """The bytes of one entry. Raises `DamagedImageError`, and errors of the storage.

        Without `wait` only what is whole in the page cache, or `WouldWaitError`.
        """
        offset, length = index.range(entry)
        self._look_after()
        data = self._file.read(offset, length) if wait else self._file.at_hand(offset, length)
        if index.matches(entry, data):
            return data
        if not wait:
            raise WouldWaitError
        data = self._ranges.read(offset, length)
        if not index.matches(entry, data):
            raise DamagedImageError("A stored picture is damaged.")
        self._keep(offset, data)
        return data

    def block(self, offset: int, length: int, parse: Callable[[bytes], Index]) -> Index:
        """The index itself, which has its own CRC."""
        with suppress(DamagedImageError):
            return parse(self._file.read(offset, length))
        data = self._ranges.read(offset, length)
        index = parse(data)
        self._keep(offset, data)
        return index

    def read(self, offset: int, length: int) -> bytes:
        """Any bytes, from afar."""
        return self._ranges.read(offset, length)

    def _keep(self, offset: int, data: bytes) -> None:
        self._file.write(offset, data)
        self._mirror.wrote(len(data))

    def _look_after(self) -> None:
        self._reads += 1
        if self._reads % _TOUCH == 0 and not self._file.touch():
            self._file = _File(self._mirror.path(self._key))


class _File:
    """A local file that may fail in any way: then it holds nothing."""

    __slots__ = ("__weakref__", "_descriptor")

    def __init__(self, path: Path) -> None:
        self._descriptor = -1
        with suppress(OSError):
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            os.utime(self._descriptor)
            weakref.finalize(self, os.close, self._descriptor)

    def read(self, offset: int, length: int) -> bytes:
        try:
            return os.pread(self._descriptor, length, offset)
        except OSError:
            return b""

    def at_hand(self, offset: int, length: int) -> bytes:
        try:
            return read_at_hand(self._descriptor, length, offset) or b""
        except OSError:
            return b""

    def write(self, offset: int, data: bytes) -> None:
        with suppress(OSError):  # a full disk: the next reader fetches it again
            os.pwrite(self._descriptor, data, offset)

    def touch(self) -> bool:
        """Mark the file as used; false when it was removed to make room."""
        try:
            os.utime(self._descriptor)
            return os.fstat(self._descriptor).st_nlink > 0
        except OSError:
            return False
