"""What a path on this machine holds: the scans and recordings of one work, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from repository.captions import is_captions
from repository.errors import RefusedError
from repository.natural import natural_key
from repository.texts.names import is_text, stem_of

# Anything else in a folder (Thumbs.db, notes, checksums) is no page; what is inside a file
# with one of these endings is for the worker to find out.
_IMAGES = {".tif", ".tiff", ".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".heic", ".avif"}
_JPEG_2000 = {".jp2", ".j2k", ".jpx", ".jpf"}
_RECORDINGS = {".wav", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a"}
_FILMS = {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".ogv"}
_RECORDING_ENDINGS = frozenset(_RECORDINGS | _FILMS)
_SCAN_ENDINGS = frozenset(_IMAGES | _JPEG_2000 | {".heif", ".pdf"} | _RECORDING_ENDINGS)
_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """One work to be: where it was found, its files in natural order, what was left aside.

    `captions` are the WebVTT files beside its recordings, `texts` ALTO and hOCR beside its scans.
    """

    path: Path
    files: tuple[Path, ...]
    skipped: tuple[str, ...] = ()
    captions: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()
    key: str = ""

    @property
    def origin(self) -> str:
        """What finds its work again: the path, or the `key` of what lies here for a while only."""
        return self.key or str(self.path)

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
        beside = path.parent.iterdir() if path.suffix.lower() in _RECORDING_ENDINGS else ()
        return Source(path, (path,), captions=_captions(beside, [path]))
    if not path.is_dir():
        raise RefusedError("no-such-path", path=str(path))
    entries = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    if len(entries) > _MOST_FILES:
        raise RefusedError("too-many-files", path=str(path), most=_MOST_FILES)
    files = [e for e in entries if e.is_file() and e.suffix.lower() in _SCAN_ENDINGS]
    if not files:
        raise RefusedError("no-scans", path=str(path))
    files.sort(key=lambda file: natural_key(file.name))
    captions = _captions(entries, files)
    texts = _texts(entries, files)
    left = set(entries) - set(files) - set(captions) - set(texts)
    skipped = sorted(entry.name for entry in left)
    return Source(path, tuple(files), tuple(skipped), captions, texts)


def _captions(entries: Iterable[Path], files: Iterable[Path]) -> tuple[Path, ...]:
    """The captions among these that are called like one of the recordings."""
    stems = {file.stem for file in files if file.suffix.lower() in _RECORDING_ENDINGS}
    entries = islice(entries, _MOST_FILES)
    found = (e for e in entries if is_captions(e.name) and Path(e.stem).stem in stems)
    return tuple(sorted(entry for entry in found if entry.is_file()))


def _texts(entries: Iterable[Path], files: Iterable[Path]) -> tuple[Path, ...]:
    """What may be the texts of these scans: `p1.xml` or `p1.alto.xml` beside `p1.tif`."""
    stems = {file.stem for file in files}
    found = (e for e in entries if is_text(e.name) and stem_of(e.name) in stems)
    return tuple(sorted(entry for entry in found if entry.is_file()))


def is_scan_name(name: str) -> bool:
    """Whether a file that is called so is a page."""
    return Path(name).suffix.lower() in _SCAN_ENDINGS


def is_scan(path: Path) -> bool:
    """Whether a file is a page by its name."""
    return path.suffix.lower() in _SCAN_ENDINGS and path.is_file()
