"""The one seam between Keruen and the place its bytes lie in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from storage.errors import ObjectNotFoundError


@dataclass(frozen=True, slots=True)
class Stat:
    """What is known of a stored object without reading it: size in bytes, time of writing (UTC)."""

    key: str
    size: int
    modified: datetime


class Ranges(Protocol):
    """One object, for many small reads by many threads; lets go of its file when dropped."""

    @property
    def path(self) -> Path | None:
        """The local file that it lies in, None where there is none."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset`; fewer at the end.

        Raises `ObjectNotFoundError`, `StorageUnavailableError`.
        """
        ...

    def at_hand(self, offset: int, length: int) -> bytes | None:
        """Exactly these bytes if neither a disk nor a network is waited for, else None.

        Raises `StorageUnavailableError`.
        """
        ...


def holds(storage: "Storage", key: str, size: int) -> bool:
    """Whether an object of that key and size in bytes is there. Raises what `stat` raises else."""
    try:
        return storage.stat(key).size == size
    except ObjectNotFoundError:
        return False


class Storage(Protocol):
    """Objects under keys such as `masters/ab/abcd…`.

    A key is made of segments with a slash between, each of `[A-Za-z0-9._-]` and no dot in front;
    it is at most 900 characters long, a segment at most 200. No key is another's folder.

    Every method raises `InvalidKeyError` for a key of another shape and
    `StorageUnavailableError` when the back end does not answer in time.
    """

    def prepare(self) -> None:
        """Make the folder or bucket when it is missing."""
        ...

    def put(self, key: str, source: bytes | Path | BinaryIO, media_type: str = ...) -> int:
        """Store the bytes whole or not at all, replacing what was there; returns their number.

        Raises `StorageFullError` when there is no room.
        """
        ...

    def put_by_checksum(self, file: Path, key_of: Callable[[str], str]) -> tuple[str, int]:
        """Store a file under the key of its SHA-256; returns that, in hexadecimal, and its size.

        An object of that key and size stays as it is. Raises `StorageFullError`, and `OSError` for
        a file that cannot be read.
        """
        ...

    def take(self, key: str, file: Path, media_type: str = ...) -> int:
        """Like `put`, of a file that its maker has no more use for: it may be gone afterwards.

        Where storage and file are on one disk nothing is copied.
        """
        ...

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Up to `length` bytes from `offset`, all to the end without it; short at the end.

        Raises `ObjectNotFoundError`.
        """
        ...

    def open(self, key: str) -> BinaryIO:
        """A seekable reader that fetches ranges as they are asked for.

        Raises `ObjectNotFoundError`.
        """
        ...

    def ranges(self, key: str) -> Ranges:
        """The object held ready for small reads, each as cheap as the back end can make it.

        Raises `ObjectNotFoundError`, at the latest from the first read.
        """
        ...

    def local_copy(self, key: str) -> AbstractContextManager[Path]:
        """A real file with the object's bytes, read-only, for as long as the context lasts.

        Raises `ObjectNotFoundError`.
        """
        ...

    def stat(self, key: str) -> Stat:
        """Size and time. Raises `ObjectNotFoundError`."""
        ...

    def delete(self, key: str) -> None:
        """Remove the object; no error when nothing is there."""
        ...

    def list(self, prefix: str = "") -> Iterator[Stat]:
        """Every object whose key starts with `prefix`, in the order of keys."""
        ...
