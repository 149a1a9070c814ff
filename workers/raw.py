"""Pixels laid down on the disk piece by piece, for decoders that would keep them in memory."""

import os
import struct
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyvips
from numpy.typing import NDArray

from workers.vips import load

_SHORT, _LONG8 = 3, 16
_HEAD = 512  # bytes before the pixels


class RawPicture:
    """A picture of `width` × `height` pixels, being written in any order.

    The file is an uncompressed TIFF: libvips reads it in a few rows at a time, where plain
    pixels would be mapped into memory as a whole.
    """

    def __init__(self, path: Path, width: int, height: int, bands: int, kind: str) -> None:
        """`kind` is uint8 or uint16. Raises `OSError` when there is no room for all of it."""
        self._path, self._width, self._kind = path, width, kind
        self._pixel = bands * np.dtype(kind).itemsize
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            length = width * height * self._pixel
            os.posix_fallocate(self._file, 0, _HEAD + length)
            self._write(_header(width, height, bands, np.dtype(kind).itemsize * 8, length), 0)
        except OSError:
            os.close(self._file)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)

    def put(self, left: int, top: int, pixels: NDArray[np.generic]) -> None:
        """Write (height, width, bands) pixels at their place."""
        rows = np.ascontiguousarray(pixels.astype(f"<{np.dtype(self._kind).str[1:]}", copy=False))
        if rows.shape[1] == self._width:
            rows = rows.reshape(1, -1)
        for number, row in enumerate(rows):
            place = (top + number) * self._width + left
            self._write(row.tobytes(), _HEAD + place * self._pixel)

    def image(self) -> pyvips.Image:
        """What was written, to be read once from top to bottom."""
        return load("tiffload", self._path)

    def _write(self, data: bytes, at: int) -> None:
        rest = memoryview(data)
        while rest:
            written = os.pwrite(self._file, rest, at)
            rest, at = rest[written:], at + written


def _header(width: int, height: int, bands: int, bits: int, length: int) -> bytes:
    """A BigTIFF of one strip, with its directory in front of the pixels."""
    packed = int.from_bytes(struct.pack(f"<{bands}H", *[bits] * bands), "little")
    tags = [
        (256, _LONG8, 1, width),
        (257, _LONG8, 1, height),
        (258, _SHORT, bands, packed),
        (259, _SHORT, 1, 1),
        (262, _SHORT, 1, 2 if bands > 2 else 1),
        (273, _LONG8, 1, _HEAD),
        (277, _SHORT, 1, bands),
        (278, _LONG8, 1, height),
        (279, _LONG8, 1, length),
    ]
    if bands in (2, 4):
        tags.append((338, _SHORT, 1, 2))  # unassociated alpha
    entries = b"".join(struct.pack("<HHQQ", *tag) for tag in tags)
    head = struct.pack("<2sHHHQ", b"II", 43, 8, 0, 16) + struct.pack("<Q", len(tags)) + entries
    return head.ljust(_HEAD, b"\0")
