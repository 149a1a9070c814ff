"""ZIP files of works: what is in them, and unpacking one work of them, all within bounds."""

import re
import shutil
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path, PurePosixPath
from typing import IO

from repository.errors import RefusedError

MOST_ENTRIES = 20_000
_MOST_BYTES = 200 << 30
_LARGEST_DIRECTORY = 8 << 20
_END, _END_64 = struct.Struct("<10xHI6x"), struct.Struct("<32xQQ8x")
_LONGEST_END = (64 << 10) + 200
_LARGEST_RATIO = 200
_RATIO_FROM = 64 << 20  # a small text may be packed as well as it likes
_LONGEST_NAME = 1000
_DEEPEST = 20
_BLOCK = 1 << 20
_UTF8 = 0x800
_ENCRYPTED = 0x1
_RESERVE = 256 << 20
_UNICODE_PATH = 0x7075
_DRIVE = re.compile(r"^[A-Za-z]:")
# What systems leave in archives of their own accord.
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a ZIP: its path as we read it, its size in bytes, and how the ZIP knows it."""

    path: str
    size: int
    info: zipfile.ZipInfo


@contextmanager
def opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """The ZIP in a file. Raises `RefusedError` when it is none or is at fault."""
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError) as error:
        raise RefusedError("batch-zip", problem=str(error)[:200]) from error
    except (NotImplementedError, RuntimeError) as error:
        # A way of packing that Python does not know, or a password.
        raise RefusedError("batch-zip-method", problem=str(error)[:200]) from error


def _check_directory(file: IO[bytes]) -> None:
    """Look at how long the directory is before all of it is read into memory.

    The ends of both kinds of ZIPs stand behind it, one upon the other (APPNOTE.TXT, 4.3.14 and
    4.3.16). Raises `RefusedError`; what is no ZIP is somebody else's to tell.
    """
    file.seek(max(0, file.seek(0, SEEK_END) - _LONGEST_END))
    tail = file.read(_LONGEST_END)
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return
    entries, size = _END.unpack_from(tail, at)
    if (far := tail.rfind(b"PK\x06\x06", 0, at)) >= 0 and at - far >= _END_64.size:
        entries, size = _END_64.unpack_from(tail, far)
    if entries > MOST_ENTRIES or size > _LARGEST_DIRECTORY:
        raise RefusedError("batch-zip-entries", most=MOST_ENTRIES)


def members(archive: zipfile.ZipFile) -> list[Member]:
    """The files of a ZIP, checked as a whole before one of them is unpacked.

    Raises `RefusedError` for names that lead out of it, links, passwords, bombs, and too much.
    """
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise RefusedError("batch-zip-entries", most=MOST_ENTRIES)
    found = [member for info in infos if (member := _member(info))]
    if sum(member.size for member in found) > _MOST_BYTES:
        raise RefusedError("batch-zip-too-large", largest=_MOST_BYTES >> 30)
    seen: set[str] = set()
    for member in found:
        folded = unicodedata.normalize("NFC", member.path).casefold()
        if folded in seen:
            raise RefusedError("batch-zip-twice", name=member.path)
        seen.add(folded)
    return found


def unpack(archive: zipfile.ZipFile, wanted: list[Member], below: str, folder: Path) -> None:
    """Write the files whose paths lie below a folder of the ZIP into a folder of ours.

    Raises `RefusedError` when a file is not what the ZIP says, or there is no room.
    """
    total = sum(member.size for member in wanted)
    if total + _RESERVE > shutil.disk_usage(folder).free:
        raise RefusedError("batch-no-room", needed=total >> 20)
    for member in wanted:
        target = folder / member.path.removeprefix(below).lstrip("/")
        if not target.resolve().is_relative_to(folder.resolve()):
            raise RefusedError("batch-zip-name", name=member.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(archive, member, target)


def _write(archive: zipfile.ZipFile, member: Member, target: Path) -> None:
    """At most as many bytes as were promised: what a ZIP says of sizes may be a lie."""
    left = member.size
    with archive.open(member.info) as source, target.open("xb") as kept:
        while block := source.read(min(_BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                raise RefusedError("batch-zip-bomb", name=member.path)
            kept.write(block)
    if left:
        raise RefusedError("batch-zip", problem=member.path)


def _member(info: zipfile.ZipInfo) -> Member | None:
    """A file, None for folders and litter. Raises `RefusedError`."""
    path = _name(info)
    kind = info.external_attr >> 16
    if kind and stat.S_IFMT(kind) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedError("batch-zip-link", name=path)
    parts = PurePosixPath(path).parts
    bad = (".." in parts, path.startswith("/"), bool(_DRIVE.match(path)), "\0" in path)
    if any(bad) or len(path) > _LONGEST_NAME or len(parts) > _DEEPEST:
        raise RefusedError("batch-zip-name", name=path[:200])
    if info.is_dir() or path.endswith("/") or any(part in _LITTER for part in parts):
        return None
    if any(part.startswith("._") for part in parts):
        return None
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError("batch-zip-password", name=path)
    packed = max(info.compress_size, 1)
    if info.file_size > _RATIO_FROM and info.file_size / packed > _LARGEST_RATIO:
        raise RefusedError("batch-zip-bomb", name=path)
    return Member(path, info.file_size, info)


def _name(info: zipfile.ZipInfo) -> str:
    """The path in the letters it was written in.

    Without the flag for UTF-8 the standard has CP437; Windows in Russian and Kazakh writes
    CP866, some programs UTF-8 without the flag, and some a Unicode path beside it.
    """
    if info.flag_bits & _UTF8:
        name = info.filename
    else:
        raw = info.orig_filename.encode("cp437", "replace")
        name = _unicode_path(info.extra) or _guessed(raw)
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _unicode_path(extra: bytes) -> str:
    """The Info-ZIP Unicode Path, "" where there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = (
            int.from_bytes(extra[at : at + 2], "little"),
            extra[at + 2] | extra[at + 3] << 8,
        )
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""


def _guessed(raw: bytes) -> str:
    if raw.isascii():
        return raw.decode("ascii")
    for encoding in ("utf-8", "cp866"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = [each for each in name if each.isalpha() and not each.isascii()]
        cyrillic = bool(letters) and all("Ѐ" <= each <= "ӿ" for each in letters)
        if encoding == "utf-8" or cyrillic:
            return name
    return raw.decode("cp437")


def folder_of(path: str) -> str:
    """The folder that a path of a ZIP lies in, "" for the top."""
    return path.rpartition("/")[0]
