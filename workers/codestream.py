"""A JPEG 2000 codestream and its tiles (ISO/IEC 15444-1, annex A).

Each tile is coded by itself. A codestream of one tile is made of the main header, with the size
of that tile in it, and the tile's own parts: so any decoder becomes a decoder tile by tile.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from workers.errors import DamagedError, TruncatedError, UnsupportedPixelsError

_SOC, _SIZ, _SOT, _EOC = 0xFF4F, 0xFF51, 0xFF90, 0xFFD9
_PPM, _TLM, _PLM = 0xFF60, 0xFF55, 0xFF57
_MOST_SEGMENTS = 20_000
_MOST_PARTS = 1_000_000
_MOST_TILES = 65_535
_LONGEST_HEADER = 16 << 20


@dataclass(frozen=True, slots=True)
class Size:
    """The SIZ segment: where the picture and its tiles lie on the reference grid."""

    right: int
    bottom: int
    left: int
    top: int
    tile_width: int
    tile_height: int
    tiles_left: int
    tiles_top: int
    depths: tuple[int, ...]

    @property
    def width(self) -> int:
        """Width of the picture in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Height of the picture in pixels."""
        return self.bottom - self.top

    @property
    def across(self) -> int:
        """Tiles in a row."""
        return -(-(self.right - self.tiles_left) // self.tile_width)

    @property
    def down(self) -> int:
        """Rows of tiles."""
        return -(-(self.bottom - self.tiles_top) // self.tile_height)

    @property
    def largest_tile(self) -> int:
        """Pixels of a tile, as far as the picture covers it."""
        return min(self.tile_width, self.width) * min(self.tile_height, self.height)

    def tile(self, number: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of a tile on the reference grid."""
        row, column = divmod(number, self.across)
        left = self.tiles_left + column * self.tile_width
        top = self.tiles_top + row * self.tile_height
        return (
            max(left, self.left),
            max(top, self.top),
            min(left + self.tile_width, self.right),
            min(top + self.tile_height, self.bottom),
        )


@dataclass(slots=True)
class Codestream:
    """Where everything lies: `parts` are (offset, length) in the file for each tile."""

    size: Size
    header: bytes
    parts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def tile(self, file: BinaryIO, number: int) -> bytes:
        """A codestream of that tile alone. Raises `TruncatedError`."""
        data = bytearray(self._header_for(number))
        for offset, length in self.parts[number]:
            file.seek(offset)
            part = bytearray(file.read(length))
            if len(part) < length:
                raise TruncatedError(f"tile {number} breaks off")
            struct.pack_into(">HHHI", part, 0, _SOT, 10, 0, length)
            data += part
        return bytes(data) + _EOC.to_bytes(2, "big")

    def _header_for(self, number: int) -> bytes:
        size = self.size
        left, top, right, bottom = size.tile(number)
        row, column = divmod(number, size.across)
        header = bytearray(self.header)
        # The tile keeps its place on the grid, on which its wavelets depend.
        struct.pack_into(
            ">8I", header, 8, right, bottom, left, top, size.tile_width, size.tile_height,
            size.tiles_left + column * size.tile_width, size.tiles_top + row * size.tile_height,
        )  # fmt: skip
        return bytes(header)


def read_codestream(file: BinaryIO, start: int, end: int) -> Codestream:
    """Read the structure of the codestream between two offsets of a file, no pixels.

    Raises `DamagedError`, `TruncatedError` when a tile is missing or breaks off, and
    `UnsupportedPixelsError` for components of different sizes.
    """
    file.seek(start)
    if int.from_bytes(file.read(2), "big") != _SOC:
        raise DamagedError("no codestream")
    segments = _main_header(file)
    siz = next(segments)
    if siz[:2] != _SIZ.to_bytes(2, "big"):
        raise DamagedError("no size")
    stream = Codestream(_size(siz), _SOC.to_bytes(2, "big") + siz)
    for segment in segments:
        kind = int.from_bytes(segment[:2], "big")
        if kind == _PPM:
            raise UnsupportedPixelsError("JPEG 2000 PPM")
        if kind not in (_TLM, _PLM):
            stream.header += segment
        if len(stream.header) > _LONGEST_HEADER:
            raise DamagedError("an endless header")
    _find_parts(stream, file, end)
    return stream


def read_size(file: BinaryIO, start: int) -> Size:
    """Only the SIZ segment."""
    file.seek(start)
    if int.from_bytes(file.read(2), "big") != _SOC:
        raise DamagedError("no codestream")
    return _size(next(_main_header(file)))


def _main_header(file: BinaryIO) -> Iterator[bytes]:
    """The segments up to the first tile part; leaves the file at its beginning."""
    for _ in range(_MOST_SEGMENTS):
        head = file.read(4)
        if len(head) < 4:
            raise TruncatedError("the header breaks off")
        marker, length = struct.unpack(">HH", head)
        if marker == _SOT:
            file.seek(-4, 1)
            return
        if marker < 0xFF00 or length < 2:
            raise DamagedError(f"no marker: {marker:04x}")
        body = file.read(length - 2)
        if len(body) < length - 2:
            raise TruncatedError("the header breaks off")
        yield head + body
    raise DamagedError("too many segments")


def _size(segment: bytes) -> Size:
    if len(segment) < 41:
        raise DamagedError("half a size")
    right, bottom, left, top, wide, high, tiles_left, tiles_top = struct.unpack_from(
        ">8I", segment, 6
    )
    (count,) = struct.unpack_from(">H", segment, 38)
    components = segment[40 : 40 + 3 * count]
    if not 0 < count <= 16 or len(components) < 3 * count:
        raise UnsupportedPixelsError(f"JPEG 2000, {count} bands")
    if set(components[1::3] + components[2::3]) != {1}:
        raise UnsupportedPixelsError("JPEG 2000, subsampled")
    if any(depth & 0x80 or depth > 15 for depth in components[::3]):
        raise UnsupportedPixelsError("JPEG 2000, signed or over 16 bit")
    depths = tuple(depth + 1 for depth in components[::3])
    size = Size(right, bottom, left, top, wide, high, tiles_left, tiles_top, depths)
    if size.width <= 0 or size.height <= 0 or not size.tile_width or not size.tile_height:
        raise DamagedError("an impossible size")
    if not _first_tile_lies_well(size) or size.across * size.down > _MOST_TILES:
        raise DamagedError("impossible tiles")
    return size


def _first_tile_lies_well(size: Size) -> bool:
    across = size.tiles_left <= size.left < size.tiles_left + size.tile_width
    return across and size.tiles_top <= size.top < size.tiles_top + size.tile_height


def _find_parts(stream: Codestream, file: BinaryIO, end: int) -> None:
    at = file.tell()
    for _ in range(_MOST_PARTS):
        file.seek(at)
        head = file.read(12)
        if len(head) < 12 or int.from_bytes(head[:2], "big") != _SOT:
            break
        number, length = struct.unpack_from(">HI", head, 4)
        length = length or _to_the_end(file, at, end)
        if length < 14 or at + length > end:
            raise TruncatedError(f"tile {number} breaks off")
        stream.parts.setdefault(number, []).append((at, length))
        at += length
    missing = stream.size.across * stream.size.down - len(stream.parts)
    if missing or max(stream.parts) >= stream.size.across * stream.size.down:
        raise TruncatedError(f"{missing} tiles are missing")


def _to_the_end(file: BinaryIO, at: int, end: int) -> int:
    """The length of a last part that does not tell it: up to the end mark, which must be there."""
    file.seek(end - 2)
    if int.from_bytes(file.read(2), "big") != _EOC:
        raise TruncatedError("no end mark")
    return end - 2 - at
