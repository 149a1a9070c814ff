"""Masters: taking in a file bit for bit, under its checksum."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from repository.database import insert_missing
from repository.errors import RefusedError
from repository.models import Master
from storage import Storage, holds

_BLOCK = 1 << 20
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes are safe in storage; `name` is what the curator called it."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file that has been read once; `size` in bytes, `modified` in nanoseconds.

    `stored` when what was read is in storage already.
    """

    path: Path
    name: str
    sha256: str
    size: int
    modified: int
    stored: bool = False


def master_key(sha256: str) -> str:
    """Where the master with this checksum lies."""
    return f"masters/{sha256[:2]}/{sha256}"


def derivative_key(
    sha256: str, frame: int, recipe: str, turn: int = 0, cut: Sequence[float] | None = None
) -> str:
    """Where the pyramid of one frame of a master lies, made by one recipe, cut and turned.

    The same input gives the same key: making it twice does no harm.
    """
    parts = [sha256, str(frame), recipe]
    if cut:
        parts.append("x".join(str(round(side * 1e6)) for side in cut))
    if turn:
        parts.append(f"r{turn}")
    return f"derivatives/{sha256[:2]}/{'-'.join(parts)}.tif"


def examine(path: Path, name: str) -> LocalFile:
    """Read a local file for its checksum. Raises `OSError` when it cannot be read."""
    before = path.stat()
    with path.open("rb") as source:
        sha256 = hashlib.file_digest(source, "sha256", _bufsize=_BLOCK).hexdigest()
    return LocalFile(path, clean_name(name), sha256, before.st_size, before.st_mtime_ns)


def take_in(storage: Storage, path: Path, name: str) -> LocalFile:
    """`examine`, and put what is read into storage: a disk reads it once for both.

    Raises `StorageFullError`, `StorageUnavailableError`, and `OSError` when it cannot be read.
    """
    before = path.stat()
    sha256, size = storage.put_by_checksum(path, master_key)
    return LocalFile(path, clean_name(name), sha256, size, before.st_mtime_ns, stored=True)


def keep(storage: Storage, file: LocalFile) -> StoredFile:
    """Keep an examined file's bytes in storage, once however often it is sent.

    Raises `RefusedError` when the file has changed meanwhile, `StorageFullError`,
    `StorageUnavailableError`, and `OSError` when it cannot be read.
    """
    key = master_key(file.sha256)
    if not file.stored and not holds(storage, key, file.size):
        storage.put(key, file.path)
    after = file.path.stat()
    if (after.st_mtime_ns, after.st_size) != (file.modified, file.size):
        raise RefusedError("file-changed", name=file.name)
    return StoredFile(file.name, file.sha256, file.size)


def store_file(storage: Storage, path: Path, name: str) -> StoredFile:
    """Examine and keep a local file; raises what these two raise."""
    return keep(storage, examine(path, name))


def record_masters(session: Session, *files: StoredFile) -> None:
    """Write the rows of these masters that are not there."""
    insert_missing(session, Master, *({"sha256": f.sha256, "size": f.size} for f in files))


def clean_name(name: str) -> str:
    """The last part of a file's name, for people to read; it is never used as a path."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    normal = unicodedata.normalize("NFC", visible).strip()
    return normal[:_LONGEST_NAME] or "?"
