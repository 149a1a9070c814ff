"""A level of a stored picture as a lazy libvips image, read range by range wherever it lies."""

import io
from typing import Any

import pyvips

from imageserver.pictures import Picture


def open_level(picture: Picture, level: int) -> pyvips.Image:
    """One level, decoded tile by tile as pixels are asked for."""
    if picture.path is not None:
        # libvips reads a file without asking this process's interpreter for each tile.
        return pyvips.Image.tiffload(str(picture.path), page=level)
    return pyvips.Image.new_from_source(_source(picture), "", page=level)


def _source(picture: Picture) -> Any:
    end = sum(picture.layout.index)
    at = 0

    def read(size: int) -> bytes:
        nonlocal at
        data = picture.read_range(at, min(size, end - at)) if at < end else b""
        at += len(data)
        return data

    def seek(offset: int, whence: int) -> int:
        nonlocal at
        at = {io.SEEK_SET: 0, io.SEEK_CUR: at, io.SEEK_END: end}[whence] + offset
        return at

    source: Any = pyvips.SourceCustom()
    source.on_read(read)
    source.on_seek(seek)
    return source
