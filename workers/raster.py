"""JPEG, PNG, GIF, WebP, AVIF: one frame each, read by libvips after a look at the header."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyvips

from imageserver import jpeg
from imageserver.errors import DamagedImageError
from imageserver.jpeg import Pixels
from workers import media
from workers.colour import is_plain
from workers.errors import (
    DamagedError,
    TooManyPixelsError,
    TooMuchMemoryError,
    TruncatedError,
    UnsupportedPixelsError,
)
from workers.limits import Limits
from workers.pixel_memory import PixelMemory
from workers.strips import HeldStrips
from workers.vips import load, orientation, translated

_MOST_SEGMENTS = 10_000
_AT_ONCE = 40_000_000  # pixels
_KEPT = ("orientation", "icc-profile-data")
_memory = PixelMemory()
_LOADERS: Mapping[str, str] = {
    media.JPEG: "jpegload",
    media.PNG: "pngload",
    media.GIF: "gifload",
    media.WEBP: "webpload",
    media.AVIF: "heifload",
}


@dataclass(frozen=True, slots=True)
class Header:
    """Width and height in pixels as stored; the bytes it takes to decode it, 0 when in strips."""

    width: int
    height: int
    memory: int = 0


def size(path: Path, kind: str, limits: Limits) -> tuple[int, int]:
    """Width and height, upright. Raises what the header already shows."""
    with path.open("rb") as file:
        header = _HEADERS[kind](file) if kind in _HEADERS else None
    if header:
        check(header, limits)
    with translated():
        image = load(_LOADERS[kind], path)
    check(Header(image.width, image.height, _whole(image, kind)), limits)
    turned = orientation(image) >= 5
    return (image.height, image.width) if turned else (image.width, image.height)


def check(header: Header, limits: Limits) -> None:
    """Hold a header to the limits."""
    if not header.width or not header.height:
        raise DamagedError("no size")
    if header.width * header.height > limits.pixels:
        raise TooManyPixelsError(header.width, header.height, limits)
    if header.memory > limits.memory:
        raise TooMuchMemoryError(header.memory, limits)


def open_image(path: Path, kind: str) -> pyvips.Image:
    """The picture as stored, with its orientation and profile as metadata."""
    image = load(_LOADERS[kind], path)
    if kind != media.JPEG or (pixels := _decoded(image, path)) is None:
        return image
    decoded = pyvips.Image.new_from_memory(
        pixels.data, image.width, image.height, image.bands, "uchar"
    ).copy(interpretation=image.interpretation)
    for name in filter(image.get_typeof, _KEPT):
        decoded.set_type(image.get_typeof(name), name, image.get(name))
    return decoded


def plain_strips(path: Path) -> HeldStrips | None:
    """A JPEG that is to be seen just as it is stored, decoded; None when it takes more."""
    image = load(_LOADERS[media.JPEG], path)
    if not is_plain(image) or (pixels := _decoded(image, path)) is None:
        return None
    return HeldStrips(pixels)


def _decoded(image: pyvips.Image, path: Path) -> Pixels | None:
    """A JPEG of usual size and colours decoded in one go, which is a third quicker.

    What does not come out clean is left to libvips, which says what is wrong with it.
    """
    area = image.width * image.height
    if image.bands not in (1, 3) or area > _AT_ONCE or path.stat().st_size > 4 * area:
        return None
    try:
        room = _memory.lend(area * image.bands)
        pixels = jpeg.decode(path.read_bytes(), image.bands, into=room)
    except DamagedImageError:
        return None
    return pixels if pixels.shape == (image.height, image.width, image.bands) else None


def _whole(image: pyvips.Image, kind: str) -> int:
    """AVIF is decoded into memory, with a buffer of 4 samples a pixel beside it."""
    deep = 2 if image.format == "ushort" else 1
    return image.width * image.height * 8 * deep if kind == media.AVIF else 0


def _jpeg(file: BinaryIO) -> Header:
    """ITU-T T.81, annex B: walk over the segments to the frame header."""
    file.seek(2)
    for _ in range(_MOST_SEGMENTS):
        marker = file.read(2)
        while marker == b"\xff\xff":
            marker = b"\xff" + file.read(1)
        length = file.read(2)
        if len(length) < 2:
            raise TruncatedError("no frame header")
        if marker[0] != 0xFF:
            raise DamagedError("no marker where one belongs")
        if 0xC0 <= marker[1] <= 0xCF and marker[1] not in (0xC4, 0xC8, 0xCC):
            return _jpeg_frame(marker[1], file.read(6))
        file.seek(int.from_bytes(length, "big") - 2, 1)
    raise DamagedError("too many segments")


def _jpeg_frame(marker: int, data: bytes) -> Header:
    if len(data) < 6:
        raise TruncatedError("half a frame header")
    precision, height, width, bands = struct.unpack(">BHHB", data)
    if marker not in (0xC0, 0xC1, 0xC2, 0xC9, 0xCA):
        raise UnsupportedPixelsError("lossless JPEG")
    if precision != 8:
        raise UnsupportedPixelsError(f"{precision} bit JPEG")
    # Progressive scans refine coefficients of 2 bytes, which all stay in memory.
    progressive = marker in (0xC2, 0xCA)
    return Header(width, height, width * height * bands * 2 if progressive else 0)


def _png(file: BinaryIO) -> Header:
    """PNG, section 11.2.2: the header comes first."""
    data = file.read(29)
    if len(data) < 29:
        raise TruncatedError("no header")
    if data[12:16] != b"IHDR":
        raise DamagedError("no header")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    bands = {0: 1, 2: 3, 3: 4, 4: 2, 6: 4}.get(colour, 4)
    needed = width * height * bands * (2 if depth == 16 else 1)
    return Header(width, height, needed if interlaced else 0)


def _gif(file: BinaryIO) -> Header:
    """GIF89a: the screen, and the first picture to its end, for the decoder would not miss it."""
    data = file.read(13)
    if len(data) < 13:
        raise TruncatedError("no screen")
    width, height, flags = struct.unpack("<HHB", data[6:11])
    _skip_table(file, flags)
    while (block := file.read(1)) == b"\x21":
        file.read(1)
        _skip_blocks(file)
    if not block:
        raise TruncatedError("no picture")
    if block != b"\x2c":
        raise DamagedError("no picture")
    descriptor = file.read(9)
    if len(descriptor) < 9:
        raise TruncatedError("half a picture")
    _skip_table(file, descriptor[8])
    file.read(1)
    _skip_blocks(file)
    return Header(width, height, width * height * 8)


def _skip_table(file: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        file.read(3 << ((flags & 7) + 1))


def _skip_blocks(file: BinaryIO) -> None:
    while length := file.read(1):
        if length == b"\0":
            return
        if len(file.read(length[0])) < length[0]:
            break
    raise TruncatedError("a block breaks off")


def _webp(file: BinaryIO) -> Header:
    """RFC 9649, sections 2.3 to 2.7: the container tells its length, the first chunk the size."""
    head = file.read(30).ljust(30, b"\0")
    told = int.from_bytes(head[4:8], "little") + 8
    found = file.seek(0, 2)
    if found < told:
        raise TruncatedError(f"{found} of {told} bytes")
    width, height = _webp_size(head[12:16], head[20:])
    # Decoded into memory, with a buffer of 4 bytes a pixel beside it.
    return Header(width, height, width * height * 8)


def _webp_size(chunk: bytes, body: bytes) -> tuple[int, int]:
    if chunk == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    raise DamagedError("no picture")


_HEADERS: Mapping[str, Callable[[BinaryIO], Header]] = {
    media.JPEG: _jpeg,
    media.PNG: _png,
    media.GIF: _gif,
    media.WEBP: _webp,
}
