"""The index of a stored picture: where each finished JPEG lies in the file.

It follows the TIFF's own directories, where TIFF readers do not look, and names byte ranges that
are answers as they stand: the tiles of every level (those at the right and bottom edge cut to
their true size, unlike the padded ones of the TIFF), then the whole levels, then, for a picture
with alpha, the deflated alpha tiles of every level. So a tile costs one ranged read.

Block:  8 bytes magic, uint32 number of entries n, uint32 CRC of what follows,
        n x uint64 offsets, n x uint32 lengths, n x uint32 CRC of the bytes there.
"""

import struct
import zlib
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, Self

from imageserver.errors import DamagedImageError
from imageserver.layout import Layout

_MAGIC = b"KERUENix"
_HEAD = struct.Struct("<8sII")
_U64 = struct.Struct("<Q")
_U32 = struct.Struct("<I")


class Entry(NamedTuple):
    """A stream in the file: where it lies, in bytes, and the CRC-32 of those bytes."""

    offset: int
    length: int
    crc: int


class Index:
    """Byte ranges by number; kept as the bytes that were read, about 16 per tile."""

    __slots__ = ("_alpha", "_block", "_checks_at", "_lengths_at", "_starts", "count", "first_whole")

    def __init__(self, block: bytes, layout: Layout) -> None:
        grids = [layout.grid(level) for level in range(len(layout.levels))]
        tiles = [columns * rows for columns, rows in grids]
        self._starts = [0, *accumulate(tiles)]
        self.first_whole = self._starts[-1]
        self._alpha = self.first_whole + len(layout.whole)
        self.count = self._alpha + (self.first_whole if layout.bands == 4 else 0)
        self._block = block
        self._lengths_at = _HEAD.size + 8 * self.count
        self._checks_at = self._lengths_at + 4 * self.count

    @classmethod
    def parse(cls, block: bytes, layout: Layout) -> Self:
        """The index from its bytes. Raises `DamagedImageError` when they do not fit the layout."""
        index = cls(block, layout)
        if len(block) != index._checks_at + 4 * index.count:
            raise DamagedImageError("The index of this picture has the wrong length.")
        magic, count, crc = _HEAD.unpack_from(block)
        if magic != _MAGIC or count != index.count or crc != zlib.crc32(block[_HEAD.size :]):
            raise DamagedImageError("The index of this picture is damaged.")
        return index

    def tile(self, level: int, number: int) -> int:
        """The entry of a tile, counted row by row within its level."""
        return self._starts[level] + number

    def alpha(self, level: int, number: int) -> int:
        """The entry of the alpha plane of the same tile."""
        return self._alpha + self._starts[level] + number

    def range(self, entry: int) -> tuple[int, int]:
        """Offset and length in bytes of an entry."""
        (offset,) = _U64.unpack_from(self._block, _HEAD.size + 8 * entry)
        (length,) = _U32.unpack_from(self._block, self._lengths_at + 4 * entry)
        return offset, length

    def matches(self, entry: int, data: bytes) -> bool:
        """Whether these are the bytes that were written."""
        crc: int = _U32.unpack_from(self._block, self._checks_at + 4 * entry)[0]
        return zlib.crc32(data) == crc

    @property
    def size(self) -> int:
        """Bytes of memory it holds."""
        return len(self._block)


def pack(entries: Sequence[Entry]) -> bytes:
    """The block for entries in the order of the module's description."""
    count = len(entries)
    body = struct.pack(f"<{count}Q", *(entry.offset for entry in entries))
    body += struct.pack(f"<{count}I", *(entry.length for entry in entries))
    body += struct.pack(f"<{count}I", *(entry.crc for entry in entries))
    return _HEAD.pack(_MAGIC, count, zlib.crc32(body)) + body
