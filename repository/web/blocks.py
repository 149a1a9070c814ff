"""Large files on their way out, a little at a time."""

import weakref
from collections.abc import Iterator
from threading import BoundedSemaphore

from storage import Ranges, StorageError

BLOCK = 512 << 10
"""Bytes in memory for each who has a file whole."""


class Blocks:
    """A whole file, block by block; gives its place in the room back when it is let go of."""

    def __init__(self, ranges: Ranges, size: int, room: BoundedSemaphore) -> None:
        self._ranges, self._size, self._at = ranges, size, 0
        self._release = weakref.finalize(self, room.release)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._at >= self._size:
            self.close()
            raise StopIteration
        block = self._ranges.read(self._at, min(BLOCK, self._size - self._at))
        if not block:
            raise StorageShortError
        self._at += len(block)
        return block

    def close(self) -> None:
        """Called by the web server in the end; once more does no harm."""
        self._release()


class StorageShortError(StorageError):
    """What is stored is shorter than the catalogue says."""
