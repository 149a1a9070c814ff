"""Pixels laid down on the disk piece by piece, for decoders that would keep them in memory."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyvips
from numpy.typing import NDArray

from workers.vips import prepare

_INTERPRETATIONS = {
    ("uint8", 1): "b-w", ("uint8", 2): "b-w", ("uint8", 3): "srgb", ("uint8", 4): "srgb",
    ("uint16", 1): "grey16", ("uint16", 2): "grey16", ("uint16", 3): "rgb16",
    ("uint16", 4): "rgb16",
}  # fmt: skip


class RawPicture:
    """A picture of `width` × `height` being written to a file of plain pixels."""

    def __init__(self, path: Path, width: int, height: int, bands: int, kind: str) -> None:
        """`kind` is uint8 or uint16. Raises `OSError` when there is no room for all of it."""
        self._path, self._width, self._height = path, width, height
        self._bands, self._kind = bands, kind
        self._pixel = bands * np.dtype(kind).itemsize
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.posix_fallocate(self._file, 0, max(1, width * height * self._pixel))
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
        rows = np.ascontiguousarray(pixels.astype(self._kind, copy=False))
        if left == 0 and rows.shape[1] == self._width:
            self._write(rows.data.cast("B"), top * self._width * self._pixel)
            return
        for number, row in enumerate(rows):
            self._write(row.data.cast("B"), ((top + number) * self._width + left) * self._pixel)

    def image(self) -> pyvips.Image:
        """What was written."""
        prepare()
        image = pyvips.Image.rawload(
            str(self._path),
            self._width,
            self._height,
            self._bands,
            format={"uint8": "uchar", "uint16": "ushort"}[self._kind],
            interpretation=_INTERPRETATIONS[self._kind, self._bands],
        )
        return image.copy()

    def _write(self, data: memoryview, at: int) -> None:
        while data:
            written = os.pwrite(self._file, data, at)
            data, at = data[written:], at + written
