"""What a path on this machine holds: the scans of one work, in order."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from repository.errors import RefusedError
from repository.natural import natural_key

# Anything else in a folder (Thumbs.db, notes, checksums) is no page; what is inside a file
# with one of these endings is for the worker to find out.
_IMAGES = {".tif", ".tiff", ".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".heic", ".avif"}
_JPEG_2000 = {".jp2", ".j2k", ".jpx", ".jpf"}
_SCAN_ENDINGS = frozenset(_IMAGES | _JPEG_2000 | {".heif", ".pdf"})
_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """One work to be: where it was found, its files in natural order, what was left aside."""

    path: Path
    files: tuple[Path, ...]
    skipped: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title to start from: the folder's name, or the file's without its ending."""
        return self.path.name if self.path.is_dir() else self.path.stem


def find_source(path: Path) -> Source:
    """The scans at `path`, a folder or one file.

    Raises `RefusedError` when there is nothing to import, with the reason.
    """
    path = path.resolve()
    if path.is_file():
        return Source(path, (path,))
    if not path.is_dir():
        raise RefusedError("no-such-path", path=str(path))
    entries = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    if len(entries) > _MOST_FILES:
        raise RefusedError("too-many-files", path=str(path), most=_MOST_FILES)
    files = [e for e in entries if e.is_file() and e.suffix.lower() in _SCAN_ENDINGS]
    if not files:
        raise RefusedError("no-scans", path=str(path))
    files.sort(key=lambda file: natural_key(file.name))
    skipped = sorted(entry.name for entry in set(entries) - set(files))
    return Source(path, tuple(files), tuple(skipped))


def fingerprint(files: list[tuple[str, str]]) -> str:
    """A checksum over (name, SHA-256) of the files: the same for the same folder anywhere."""
    digest = hashlib.sha256()
    for name, sha256 in sorted(files):
        digest.update(f"{name}\0{sha256}\n".encode())
    return digest.hexdigest()
