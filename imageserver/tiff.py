"""The directories of a pyramidal TIFF whose tiles are JPEG streams (TIFF 6.0, Technical Note 2).

Only what Keruen writes: tiled, one plane, 8 bits, grey or YCbCr 4:2:0. The directories go after
the tiles, one behind the other, so that a reader has the whole structure in one ranged read.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from imageserver.index import Entry

HEADER_SIZE = 16
"""Bytes kept free at the start of a file for either kind of header."""

_SHORT, _LONG, _LONG8 = 3, 4, 16
_CODES = {_SHORT: "H", _LONG: "I", _LONG8: "Q"}
_JPEG, _MINISBLACK, _YCBCR, _REDUCED = 7, 1, 6, 1


@dataclass(frozen=True, slots=True)
class Directory:
    """One level: its size in pixels, the edge of its tiles, and where they lie, row by row."""

    width: int
    height: int
    tile: int
    bands: int
    tiles: Sequence[Entry]


def header(first_directory: int, big: bool) -> bytes:
    """The start of a little-endian TIFF, 16 bytes in both kinds."""
    if big:
        return struct.pack("<2sHHHQ", b"II", 43, 8, 0, first_directory)
    return struct.pack("<2sHI8x", b"II", 42, first_directory)


def directories(levels: Sequence[Directory], position: int, big: bool) -> bytes:
    """All directories, chained, to be written at byte `position` (even) of the file."""
    out = b""
    for number, level in enumerate(levels):
        last = number == len(levels) - 1
        out += _directory(level, position + len(out), big, reduced=number > 0, last=last)
    return out


def _directory(level: Directory, position: int, big: bool, *, reduced: bool, last: bool) -> bytes:
    fields = _fields(level, big, reduced)
    count, entry, link, offset = ("<Q", "<HHQ", "<Q", 8) if big else ("<H", "<HHI", "<I", 4)
    table = struct.calcsize(count) + len(fields) * (struct.calcsize(entry) + offset) + offset
    table += -table % 8
    head, tail = struct.pack(count, len(fields)), b""
    for tag, kind, values in fields:
        data = struct.pack(f"<{len(values)}{_CODES[kind]}", *values)
        if len(data) > offset:
            data, tail = struct.pack(link, position + table + len(tail)), tail + data
            tail += b"\0" * (-len(tail) % 8)
        head += struct.pack(entry, tag, kind, len(values)) + data.ljust(offset, b"\0")
    head += struct.pack(link, 0 if last else position + table + len(tail))
    return head.ljust(table, b"\0") + tail


def _fields(level: Directory, big: bool, reduced: bool) -> list[tuple[int, int, Sequence[int]]]:
    """(tag, type, values) in ascending order of tags, as section 2 of TIFF 6.0 demands."""
    colour = level.bands == 3
    fields: list[tuple[int, int, Sequence[int]]] = [
        (254, _LONG, [_REDUCED if reduced else 0]),
        (256, _LONG, [level.width]),
        (257, _LONG, [level.height]),
        (258, _SHORT, [8] * level.bands),
        (259, _SHORT, [_JPEG]),
        (262, _SHORT, [_YCBCR if colour else _MINISBLACK]),
        (277, _SHORT, [level.bands]),
        (284, _SHORT, [1]),
        (322, _LONG, [level.tile]),
        (323, _LONG, [level.tile]),
        (324, _LONG8 if big else _LONG, [tile.offset for tile in level.tiles]),
        (325, _LONG, [tile.length for tile in level.tiles]),
    ]
    return [*fields, (530, _SHORT, [2, 2])] if colour else fields
