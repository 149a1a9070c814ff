"""TIFF: which of its directories are pages, checked before libtiff sees the file.

TIFF 6.0, section 2 (structure) and 8 (NewSubfileType); BigTIFF as libtiff documents it.
"""

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyvips

from workers import pillow
from workers.colour import is_plain
from workers.errors import (
    DamagedError,
    NoSuchFrameError,
    TooManyFramesError,
    TooManyPixelsError,
    TooMuchMemoryError,
    TruncatedError,
    UnsupportedFormatError,
    UnsupportedPixelsError,
)
from workers.limits import Limits
from workers.strips import FileStrips
from workers.vips import load

_NEW_SUBFILE, _OLD_SUBFILE, _WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC = 254, 255, 256, 257, 258, 262
_OFFSETS, _SAMPLES, _COUNTS, _ORIENTATION = 273, 277, 279, 274
_COMPRESSION, _ROWS, _PLANES, _SEPARATE, _UNIT = 259, 278, 284, 2, 296
_TILE_WIDTH, _TILE_HEIGHT, _TILE_OFFSETS, _TILE_COUNTS, _FILL_ORDER = 322, 323, 324, 325, 266
_SUB_IFDS, _DNG = 330, 50706
_KEPT = frozenset(
    (_NEW_SUBFILE, _OLD_SUBFILE, _WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _OFFSETS, _SAMPLES, _COUNTS,
     _ORIENTATION, _TILE_WIDTH, _TILE_HEIGHT, _TILE_OFFSETS, _TILE_COUNTS,
     _SUB_IFDS, _DNG, _COMPRESSION, _ROWS, _PLANES, _UNIT, _FILL_ORDER)
)  # fmt: skip
_TYPES = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_MOST_ENTRIES = 4096
_MOST_VALUES = 4_000_000  # strips or tiles of one directory: 1 gigapixel in tiles of 16 × 16
_REDUCED, _MASK = 1, 4
_BLACK_IS_ZERO, _RGB, _CIELAB, _CFA, _LINEAR_RAW = 1, 2, 8, 32803, 34892


@dataclass(frozen=True, slots=True)
class Directory:
    """One image file directory: its place in the chain and the values of the tags we know."""

    number: int
    tags: dict[int, tuple[int, ...]]

    def get(self, tag: int, default: int = 0) -> int:
        """The first value of a tag."""
        values = self.tags.get(tag)
        return values[0] if values else default

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as stored."""
        return self.get(_WIDTH), self.get(_HEIGHT)

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as shown."""
        width, height = self.size
        return (height, width) if 5 <= self.get(_ORIENTATION, 1) <= 8 else (width, height)


def pages(path: Path, limits: Limits) -> list[Directory]:
    """The directories that are pages: no smaller versions of one, no masks. Each is checked.

    Raises `TruncatedError`, `DamagedError`, `TooManyFramesError`, `UnsupportedFormatError`.
    """
    with path.open("rb") as file:
        directories = _Reader(file, path.stat().st_size).chain(limits)
    if not directories:
        raise DamagedError("no directory")
    found = _without_pyramid([d for d in directories if not _is_lesser(d)])
    first = directories[0]
    if _DNG in first.tags or (not found and _SUB_IFDS in first.tags):
        raise UnsupportedFormatError("camera raw")
    found = found or [first]
    if len(found) > limits.frames:
        raise TooManyFramesError(limits)
    return found


def check(page: Directory, path: Path, limits: Limits) -> None:
    """Raise the `ScanError` that the directory of a page already shows."""
    width, height = page.size
    if not width or not height:
        raise DamagedError("no size")
    if width * height > limits.pixels:
        raise TooManyPixelsError(width, height, limits)
    if page.get(_PHOTOMETRIC) in (_CFA, _LINEAR_RAW):
        raise UnsupportedFormatError("camera raw")
    if (needed := _memory(page)) > limits.memory:
        raise TooMuchMemoryError(needed, limits)
    _check_extent(page, path.stat().st_size)


def open_page(path: Path, frame: int, limits: Limits) -> pyvips.Image:
    """The page as stored, with its orientation and profile as metadata."""
    return _open(path, _page(path, frame, limits), limits)


def plain_strips(path: Path, frame: int, limits: Limits) -> FileStrips | None:
    """A page whose pixels lie in the file just as they are to be seen; None when it takes more."""
    page = _page(path, frame, limits)
    if not _is_raw(page) or not is_plain(_open(path, page, limits)):
        return None
    width, height = page.size
    shape = (height, width, page.get(_SAMPLES, 1))
    return FileStrips(path, shape, page.tags[_OFFSETS], min(page.get(_ROWS, height), height))


def _page(path: Path, frame: int, limits: Limits) -> Directory:
    found = pages(path, limits)
    if frame >= len(found):
        raise NoSuchFrameError(frame)
    check(found[frame], path, limits)
    return found[frame]


def _is_raw(page: Directory) -> bool:
    """Whether rows of whole pixels of 8 bits stand one after the other, not coded in any way."""
    width, height = page.size
    samples, rows = page.get(_SAMPLES, 1), page.get(_ROWS, height)
    usual = (page.get(_COMPRESSION, 1), page.get(_PLANES, 1), page.get(_FILL_ORDER, 1)) == (1, 1, 1)
    colours = {1: _BLACK_IS_ZERO, 3: _RGB}.get(samples)
    if not usual or page.get(_PHOTOMETRIC) != colours or _TILE_WIDTH in page.tags or not rows:
        return False
    if set(page.tags.get(_BITS, (1,))) != {8}:
        return False
    each = width * samples
    counts = [each * min(rows, height - top) for top in range(0, height, rows)]
    return page.tags.get(_COUNTS) == tuple(counts)


def _open(path: Path, page: Directory, limits: Limits) -> pyvips.Image:
    bits, samples = page.get(_BITS, 1), page.get(_SAMPLES, 1)
    # Two kinds that libvips refuses or mistakes.
    if page.get(_PHOTOMETRIC) == _CIELAB and bits == 8:
        return pillow.lab(path, page.number, page.size, limits)
    if bits == 12 and samples == 1:
        return pillow.twelve_bit(path, page.number, page.size, limits)
    if bits not in (1, 2, 4, 8, 16):
        raise UnsupportedPixelsError(f"{bits} bit")
    # libtiff's own limit is 50 MB, less than one strip of many a scanner; ours has been checked.
    return load("tiffload", path, page=page.number, unlimited=True, fail_on=_strictness(page))


def _strictness(page: Directory) -> str:
    """How much of libtiff's complaints counts: one about a tag that nobody needs must not."""
    sound = page.get(_ORIENTATION, 1) in range(1, 9) and page.get(_UNIT, 2) in (1, 2, 3)
    return "error" if sound else "truncated"


def _is_lesser(directory: Directory) -> bool:
    kind = directory.get(_NEW_SUBFILE)
    return bool(kind & (_REDUCED | _MASK)) or directory.get(_OLD_SUBFILE) == 2


def _without_pyramid(found: list[Directory]) -> list[Directory]:
    """Only the first, when the others are its halves and did not say so."""
    if len(found) < 3:
        return found
    for larger, smaller in itertools.pairwise(found):
        pairs = zip(larger.size, smaller.size, strict=True)
        if not all(small in (max(1, big // 2), -(-big // 2)) for big, small in pairs):
            return found
    return found[:1]


def _memory(page: Directory) -> int:
    """Bytes that libvips holds at once: a row of tiles, a coded strip, or a strip of each plane."""
    width, height = page.size
    row = width * page.get(_SAMPLES, 1) * page.get(_BITS, 1) // 8
    if page.get(_TILE_WIDTH):
        return (row + page.get(_TILE_WIDTH) * 16) * page.get(_TILE_HEIGHT) * 2
    if page.get(_PLANES, 1) == _SEPARATE:
        return row * min(page.get(_ROWS, height), height) * 2
    return 0 if page.get(_COMPRESSION, 1) == 1 else max(page.tags.get(_COUNTS, (0,)))


def _check_extent(page: Directory, size: int) -> None:
    """Every strip or tile lies within the file."""
    offsets = page.tags.get(_TILE_OFFSETS) or page.tags.get(_OFFSETS) or ()
    counts = page.tags.get(_TILE_COUNTS) or page.tags.get(_COUNTS) or ()
    if not offsets:
        raise DamagedError("no data")
    if len(counts) not in (0, len(offsets)):
        raise DamagedError("strips without length")
    for offset, count in zip(offsets, counts or [0] * len(offsets), strict=True):
        if offset + count > size:
            raise TruncatedError(f"data up to {offset + count} in a file of {size} bytes")


class _Reader:
    """Reads directories; every length in the file is checked before it is believed."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size
        head = file.read(16).ljust(16, b"\0")
        self._order = "<" if head[:2] == b"II" else ">"
        self._big = struct.unpack_from(self._order + "H", head, 2)[0] == 43
        self._first = struct.unpack_from(
            self._order + ("Q" if self._big else "I"), head, 8 if self._big else 4
        )[0]

    def chain(self, limits: Limits) -> list[Directory]:
        """Every directory of the main chain, in order."""
        directories: list[Directory] = []
        seen: set[int] = set()
        at = self._first
        while at:
            if at in seen:
                raise DamagedError("directories in a circle")
            # Smaller versions count too: nobody may make us read for ever.
            if len(directories) > 4 * limits.frames:
                raise TooManyFramesError(limits)
            seen.add(at)
            directory, at = self._directory(at, len(directories))
            directories.append(directory)
        return directories

    def _directory(self, at: int, number: int) -> tuple[Directory, int]:
        count_code, entry, offset_code = ("Q", 20, "Q") if self._big else ("H", 12, "I")
        (count,) = self._unpack(at, count_code)
        if not 0 < count <= _MOST_ENTRIES:
            raise DamagedError(f"a directory of {count} entries")
        start = at + struct.calcsize(self._order + count_code)
        data = self._bytes(start, count * entry)
        tags = {}
        for position in range(0, len(data), entry):
            tag, kind = struct.unpack_from(self._order + "HH", data, position)
            if tag in _KEPT and (values := self._values(data, position, kind)):
                tags[tag] = values
        (following,) = self._unpack(start + count * entry, offset_code)
        return Directory(number, tags), following

    def _values(self, data: bytes, position: int, kind: int) -> tuple[int, ...]:
        code = _TYPES.get(kind)
        if code is None:
            return ()
        length, inline = ("Q", 8) if self._big else ("I", 4)
        (count,) = struct.unpack_from(self._order + length, data, position + 4)
        if count > _MOST_VALUES:
            raise DamagedError(f"{count} values in one tag")
        pattern = f"{self._order}{count}{code}"
        size = struct.calcsize(pattern)
        field = position + 4 + inline
        if size <= inline:
            return struct.unpack_from(pattern, data, field)
        (offset,) = struct.unpack_from(self._order + length, data, field)
        return struct.unpack(pattern, self._bytes(offset, size))

    def _unpack(self, at: int, code: str) -> tuple[int, ...]:
        pattern = self._order + code
        return struct.unpack(pattern, self._bytes(at, struct.calcsize(pattern)))

    def _bytes(self, at: int, length: int) -> bytes:
        if at + length > self._size:
            raise TruncatedError(f"a directory at {at} in a file of {self._size} bytes")
        self._file.seek(at)
        return self._file.read(length)
