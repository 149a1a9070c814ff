"""Where the files of a batch lie: a folder of this server, or a ZIP."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Protocol

from repository.batches import archive
from repository.errors import RefusedError
from repository.repository import Repository
from repository.settings import Settings
from repository.sources import is_scan_name

_MOST = 20_000


class Place(Protocol):
    """The files that a list may name, by paths below it with `/` between."""

    def holds(self, path: str) -> str:
        """What lies there: `folder`, `file`, `empty` (a file or folder of nothing), or ""."""
        ...

    def works(self) -> list[str]:
        """Paths of the works when there is no list: each folder with scans, each document."""
        ...

    def lists(self) -> list[str]:
        """Paths of the spreadsheets at the top."""
        ...

    def read(self, path: str, most: int) -> bytes:
        """A small file's bytes. Raises `RefusedError`, `OSError`."""
        ...


def normal(path: str) -> str:
    """A path as a list may write it, with our slashes. Raises `RefusedError` when it leads out."""
    text = path.strip().strip('"').replace("\\", "/")
    while text.startswith("./"):
        text = text[2:]
    parts = PurePosixPath(text).parts
    if text.startswith("/") or ".." in parts or ":" in (parts[0] if parts else "") or "\0" in text:
        raise RefusedError("batch-path", path=path[:200])
    return "/".join(parts)


_DOCUMENTS = (".pdf", ".tif", ".tiff", ".mp4", ".mov", ".mkv", ".webm", ".mp3", ".wav", ".flac")
_LISTS = (".csv", ".xlsx")


def _is_document(name: str) -> bool:
    return name.lower().endswith(_DOCUMENTS)


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A folder of this server. Links that lead out of it are as if they were not there."""

    root: Path

    def holds(self, path: str) -> str:
        """See `Place`."""
        found = self.path(path)
        if found is None:
            return ""
        if found.is_dir():
            return "folder" if _scans_in(found) else "empty"
        return "file" if found.stat().st_size else "empty"

    def path(self, path: str) -> Path | None:
        """The file or folder, None when it is not there or lies elsewhere."""
        root = self.root.resolve()
        try:
            found = (root / path).resolve()
        except (OSError, ValueError):
            return None
        return found if found.is_relative_to(root) and found.exists() else None

    def works(self) -> list[str]:
        """See `Place`."""
        names = _names(self.root)
        folders = [name for name in names if (self.root / name).is_dir()]
        inside = [name for name in folders if _scans_in(self.root / name)]
        documents = [name for name in names if _is_document(name) and self.holds(name) == "file"]
        if not inside and _scans_in(self.root) and len(documents) < 2:
            return ["."]
        return [*inside, *documents]

    def lists(self) -> list[str]:
        """See `Place`."""
        return [name for name in _names(self.root) if name.lower().endswith(_LISTS)]

    def read(self, path: str, most: int) -> bytes:
        """See `Place`."""
        found = self.path(path)
        if found is None or not found.is_file():
            raise RefusedError("batch-no-file", path=path)
        if found.stat().st_size > most:
            raise RefusedError("batch-list-too-large", largest=most >> 20)
        return found.read_bytes()


def _names(folder: Path) -> list[str]:
    names = []
    for number, entry in enumerate(folder.iterdir()):
        if number >= _MOST:
            raise RefusedError("too-many-files", path=str(folder), most=_MOST)
        if not entry.name.startswith("."):
            names.append(entry.name)
    return sorted(names)


def _scans_in(folder: Path) -> bool:
    """Whether a folder has a page, or says of itself that it is a work."""
    for number, entry in enumerate(folder.iterdir()):
        if number >= _MOST:
            return False
        if entry.name in ("work.json", "mets.xml") or is_scan_name(entry.name):
            return True
    return False


class ZipPlace:
    """A ZIP in storage."""

    def __init__(self, repository: Repository, key: str, found: Sequence[archive.Member]) -> None:
        self.repository, self.key, self.found = repository, key, found
        self._files = {member.path: member for member in found}
        self._folders = {
            path.as_posix() for name in self._files for path in PurePosixPath(name).parents
        }

    @classmethod
    def of(cls, repository: Repository, key: str) -> "ZipPlace":
        """The ZIP with its contents checked. Raises `RefusedError`."""
        with repository.storage.open(key) as file, archive.opened(file) as opened:
            return cls(repository, key, archive.members(opened))

    def holds(self, path: str) -> str:
        """See `Place`."""
        if member := self._files.get(path):
            return "file" if member.size else "empty"
        return "folder" if path in self._folders else ""

    def works(self) -> list[str]:
        """See `Place`."""
        scans = [m.path for m in self.found if is_scan_name(m.path) or m.path.endswith("work.json")]
        folders = {archive.folder_of(path) for path in scans}
        top = [path for path in scans if not archive.folder_of(path)]
        documents = [path for path in top if _is_document(path)]
        if "" in folders and len(folders) == 1 and len(documents) < 2:
            return ["."]
        # A folder in a work's folder is a part of that work.
        works = sorted(
            folder
            for folder in folders
            if folder
            and not folders & {above.as_posix() for above in PurePosixPath(folder).parents}
        )
        return [*works, *documents]

    def lists(self) -> list[str]:
        """See `Place`."""
        paths = [member.path for member in self.found if member.path.lower().endswith(_LISTS)]
        return sorted(path for path in paths if not archive.folder_of(path))

    def read(self, path: str, most: int) -> bytes:
        """See `Place`."""
        member = self._files.get(path)
        if member is None:
            raise RefusedError("batch-no-file", path=path)
        if member.size > most:
            raise RefusedError("batch-list-too-large", largest=most >> 20)
        with (
            self.repository.storage.open(self.key) as file,
            archive.opened(file) as opened,
            opened.open(member.info) as source,
        ):
            return source.read(most)

    @contextmanager
    def unpacked(self, path: str) -> Iterator[Path]:
        """One work of the ZIP as a file or folder of ours, for as long as the block lasts."""
        wanted = [each for each in self.found if path == "." or _is_below(each.path, path)]
        single = [self._files[path]] if path in self._files else []
        below = "" if path == "." else path
        if single:
            wanted, below = single, archive.folder_of(path)
        settings = self.repository.settings
        with TemporaryDirectory(prefix=PREFIX, dir=settings.staging_dir) as name:
            folder = Path(name) / "files"
            folder.mkdir()
            with self.repository.storage.open(self.key) as file, archive.opened(file) as opened:
                archive.unpack(opened, wanted, below, folder)
            yield folder / Path(path).name if single else folder


PREFIX = "derive-batch-"
"""Of folders of unpacked works; `workers.leftovers` removes what dead workers leave of them."""


def zip_key(sha256: str) -> str:
    """Where a ZIP lies in storage until its works are brought in."""
    return f"batches/{sha256}.zip"


def is_zip(place: str) -> bool:
    """Whether the place of a batch is a ZIP in storage rather than a folder."""
    return place.startswith("batches/")


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(f"{folder}/")


def import_dirs(settings: Settings) -> list[Path]:
    """The folders of this server that works may be brought in from."""
    return [Path(text).resolve() for text in settings.import_dirs.split(":") if text.strip()]


def server_folder(settings: Settings, path: str) -> Path:
    """A folder in one of those. Raises `RefusedError` for any other, there or not."""
    wanted = Path(path.strip())
    for root in import_dirs(settings):
        try:
            found = (root / wanted).resolve()
        except (OSError, ValueError):
            break
        if found.is_relative_to(root) and found.is_dir():
            return found
    raise RefusedError("batch-folder", path=path[:200])
