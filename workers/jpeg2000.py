"""JPEG 2000, read tile by tile (ISO/IEC 15444-1, annexes A and I).

The libvips of the wheel cannot read it, and OpenJPEG holds 4 bytes for every sample it decodes;
so each tile is decoded by itself and laid down on the disk.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import imagecodecs
import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

from workers.codestream import Codestream, Size, read_codestream, read_size
from workers.errors import (
    DamagedError,
    HeaderMismatchError,
    TruncatedError,
    UnsupportedPixelsError,
)
from workers.limits import Limits
from workers.raster import Header, check
from workers.raw import RawPicture

LAID_DOWN = "jpeg2000.tif"
"""The file in `scratch` that `open_image` decodes into."""

_MOST_BOXES = 1000
_LONGEST_BOX = 16 << 20  # bytes of a profile or of metadata
_COST = 6  # bytes a sample: OpenJPEG's 4, the copy we get, and a little to work with
_EXIF = b"JpgTiffExif->JP2"
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_XMP_ORIENTATION = re.compile(rb"tiff:Orientation(?:=[\"']|>)([1-8])")
_SYCC, _CMYK, _CIELAB = 18, 12, 14


@dataclass(slots=True)
class _Boxes:
    """What the boxes around a codestream tell; a bare codestream tells nothing."""

    start: int = 0
    end: int = 0
    told: tuple[int, int] | None = None
    colours: int | None = None
    profile: bytes | None = None
    alpha: int | None = None
    palette: bool = False
    orientation: int = 1
    notes: list[bytes] = field(default_factory=list)


def size(path: Path, limits: Limits) -> tuple[int, int]:
    """Width and height, upright. Raises what boxes and headers already show."""
    with path.open("rb") as file:
        boxes = _boxes(file, path.stat().st_size)
        found = read_size(file, boxes.start)
        _check(boxes, found, limits)
        read_codestream(file, boxes.start, boxes.end)
    if boxes.orientation >= 5:
        return found.height, found.width
    return found.width, found.height


def open_image(path: Path, limits: Limits, scratch: Path) -> pyvips.Image:
    """The picture as stored, with its orientation and profile as metadata."""
    with path.open("rb") as file:
        boxes = _boxes(file, path.stat().st_size)
        _check(boxes, read_size(file, boxes.start), limits)
        stream = read_codestream(file, boxes.start, boxes.end)
        image = _decoded(file, stream, boxes, scratch)
    image = image.copy()
    if boxes.profile:
        image.set_type(pyvips.GValue.blob_type, "icc-profile-data", boxes.profile)
    image.set_type(pyvips.GValue.gint_type, "orientation", boxes.orientation)
    return image


def _check(boxes: _Boxes, found: Size, limits: Limits) -> None:
    if boxes.told and boxes.told != (found.width, found.height):
        raise HeaderMismatchError(boxes.told, (found.width, found.height))
    if boxes.palette:
        raise UnsupportedPixelsError("JPEG 2000, palette")
    if boxes.colours in (_SYCC, _CMYK, _CIELAB):
        raise UnsupportedPixelsError(f"JPEG 2000, colours {boxes.colours}")
    memory = found.largest_tile * len(found.depths) * _COST
    check(Header(found.width, found.height, memory), limits)


def _decoded(file: BinaryIO, stream: Codestream, boxes: _Boxes, scratch: Path) -> pyvips.Image:
    size = stream.size
    chosen = _chosen(len(size.depths), boxes.alpha)
    kind = "uint8" if max(size.depths) <= 8 else "uint16"
    picture = RawPicture(scratch / LAID_DOWN, size.width, size.height, len(chosen), kind)
    with picture:
        for number in range(size.across * size.down):
            left, top, right, bottom = size.tile(number)
            pixels = _tile(stream.tile(file, number))
            if pixels.shape[:2] != (bottom - top, right - left):
                raise DamagedError(f"tile {number} is of another size")
            placed = _full_range(pixels[..., chosen], [size.depths[band] for band in chosen])
            picture.put(left - size.left, top - size.top, placed)
    return picture.image()


def _chosen(bands: int, alpha: int | None) -> list[int]:
    """Which components are shown: grey or red, green and blue, then alpha."""
    if alpha is None and bands in (2, 4):
        # Without a channel definition the last of an even number is by custom alpha.
        alpha = bands - 1
    colours = [band for band in range(bands) if band != alpha]
    colours = colours[:3] if len(colours) >= 3 else colours[:1]
    return colours if alpha is None or alpha >= bands else [*colours, alpha]


def _tile(data: bytes) -> NDArray[np.generic]:
    """(height, width, bands) of a codestream."""
    try:
        pixels: NDArray[np.generic] = imagecodecs.jpeg2k_decode(data)
    except (imagecodecs.Jpeg2kError, ValueError, RuntimeError, MemoryError) as error:
        raise DamagedError(str(error)) from error
    return pixels if pixels.ndim == 3 else pixels[..., np.newaxis]


def _full_range(pixels: NDArray[np.generic], depths: list[int]) -> NDArray[np.generic]:
    """Stretch samples of other than 8 or 16 bits over all of them."""
    whole = 8 if max(depths) <= 8 else 16
    if set(depths) == {whole}:
        return pixels
    scale = [((1 << whole) - 1) / ((1 << depth) - 1) for depth in depths]
    stretched: NDArray[np.generic] = np.rint(pixels * np.array(scale, np.float32))
    return stretched


def _boxes(file: BinaryIO, length: int) -> _Boxes:
    boxes = _Boxes(end=length)
    file.seek(0)
    if file.read(4) == b"\xff\x4f\xff\x51":
        return boxes
    for kind, start, end in _walk(file, 0, length):
        if kind == b"jp2h":
            _read_header(file, start, end, boxes)
        elif kind == b"uuid":
            boxes.notes.append(_content(file, start, end))
        elif kind == b"jp2c" and not boxes.start:
            boxes.start, boxes.end = start, end
    if not boxes.start:
        raise TruncatedError("no codestream")
    boxes.orientation = _orientation(boxes.notes)
    return boxes


def _walk(file: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of every box."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        start = at + 8
        if length == 1:
            length, start = int.from_bytes(file.read(8), "big"), at + 16
        if length == 0:
            length = end - at
        if length < start - at:
            raise DamagedError("an impossible box")
        if at + length > end:
            raise TruncatedError(f"box {kind!r} breaks off")
        yield kind, start, at + length
        at += length
    raise DamagedError("too many boxes")


def _read_header(file: BinaryIO, start: int, end: int, boxes: _Boxes) -> None:
    for kind, inner, inner_end in _walk(file, start, end):
        content = _content(file, inner, inner_end)
        if kind == b"ihdr" and len(content) >= 8:
            height, width = struct.unpack_from(">II", content)
            boxes.told = (width, height)
        elif kind == b"colr" and len(content) >= 3 and boxes.colours is None:
            if content[0] == 1 and len(content) >= 7:
                boxes.colours = int.from_bytes(content[3:7], "big")
            elif content[0] in (2, 3):
                boxes.colours, boxes.profile = 0, content[3:]
        elif kind == b"pclr":
            boxes.palette = True
        elif kind == b"cdef":
            boxes.alpha = _alpha(content)


def _alpha(content: bytes) -> int:
    """The channel that is opacity; 65535, that is none, when all are colours."""
    for at in range(2, len(content) - 5, 6):
        channel, kind, _ = struct.unpack_from(">HHH", content, at)
        if kind in (1, 2):
            return int(channel)
    return 65535


def _content(file: BinaryIO, start: int, end: int) -> bytes:
    if end - start > _LONGEST_BOX:
        return b""
    file.seek(start)
    return file.read(end - start)


def _orientation(notes: list[bytes]) -> int:
    """From EXIF or XMP, 1 to 8."""
    for note in notes:
        if note.startswith(_EXIF):
            found = _exif_orientation(note.removeprefix(_EXIF))
            if found in range(1, 9):
                return found
        if note.startswith(_XMP) and (match := _XMP_ORIENTATION.search(note)):
            return int(match[1])
    return 1


def _exif_orientation(data: bytes) -> int:
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + data)
        return int(exif.get(0x0112, 1))
    except (SyntaxError, ValueError, TypeError, KeyError, struct.error):
        return 1
