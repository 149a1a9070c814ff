"""Decode a stored picture from end to end before the catalogue may name it."""

import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from imageserver import jpeg
from imageserver.errors import DamagedImageError
from imageserver.index import Index
from imageserver.layout import Layout
from workers.threads import pool_for

_SAMPLE = 32
"""Of the tiles every 32nd is decoded; of the whole levels, which show all of the picture, all."""

_TOGETHER = 32
"""Streams that a thread is handed at once."""


@dataclass(frozen=True, slots=True)
class _Stream:
    """One entry of the index, its size in pixels, and how far to look into it."""

    entry: int
    size: tuple[int, int]
    alpha: bool = False
    decode: bool = True


def verify_pyramid(path: Path, layout: Layout) -> None:
    """Read every finished stream back and check it. Raises `DamagedImageError` at any damage.

    All bytes are compared with the CRC of what the encoder returned, which finds anything lost or
    changed on the way; and that the encoder's output is a picture is shown by decoding all whole
    levels and a sample of the tiles.
    """
    with path.open("rb") as file, pool_for(layout.width, layout.height) as pool:
        fd = file.fileno()
        offset, length = layout.index
        found = Index.parse(os.pread(fd, length, offset), layout)
        streams = list(_streams(found, layout))
        groups = [streams[at : at + _TOGETHER] for at in range(0, len(streams), _TOGETHER)]
        for _ in pool.map(partial(_check_all, fd, found), groups):
            pass


def _streams(found: Index, layout: Layout) -> Iterator[_Stream]:
    for level in range(len(layout.levels)):
        for number, size in enumerate(layout.tile_sizes(level)):
            decode = number % _SAMPLE == 0
            yield _Stream(found.tile(level, number), size, decode=decode)
            if layout.bands == 4:
                yield _Stream(found.alpha(level, number), size, alpha=True)
    for number, size in enumerate(layout.whole):
        yield _Stream(found.first_whole + number, size)


def _check_all(fd: int, found: Index, streams: Iterable[_Stream]) -> None:
    for stream in streams:
        _check(fd, found, stream)


def _check(fd: int, found: Index, stream: _Stream) -> None:
    offset, length = found.range(stream.entry)
    data = os.pread(fd, length, offset)
    if not found.matches(stream.entry, data):
        raise DamagedImageError("A stored stream is not what was written.")
    if not stream.decode:
        return
    width, height = stream.size
    if stream.alpha:
        right = len(_inflate(data)) == width * height
    else:
        # An eighth of the size costs little more than undoing the entropy coding, which reads all.
        pixels = jpeg.decode(data, 1, at_least=(1, 1))
        right = pixels.shape[:2] == (-(-height // 8), -(-width // 8))
    if not right:
        raise DamagedImageError("A stored tile has the wrong size.")


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise DamagedImageError("A stored alpha tile is damaged.") from error
