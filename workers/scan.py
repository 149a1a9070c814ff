"""A scan: what a master holds, and each of its frames as an upright picture in plain colours."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyvips

from workers import heif, jpeg2000, media, pdf, raster, tiff
from workers.colour import to_srgb
from workers.errors import NoSuchFrameError
from workers.limits import Limits
from workers.strips import FileStrips, HeldStrips, ImageStrips, Strips
from workers.upright import upright
from workers.vips import translated


@dataclass(frozen=True, slots=True)
class Scan:
    """What the headers of a master tell.

    `frames` are the pages in it: those of a multi-page TIFF or a PDF; everything else has one.
    `width` and `height` are those of the first frame in pixels, upright.
    """

    media_type: str
    frames: int
    width: int
    height: int
    limits: Limits


def inspect(path: Path, limits: Limits | None = None) -> Scan:
    """Look at the headers of a master, whatever its name; nothing is decoded.

    Raises the `ScanError` that they already show: an unknown or unsupported format, a picture or
    document beyond the limits, a file that breaks off or contradicts itself.
    """
    limits = limits or Limits()
    kind = media.media_type(path)
    frames = 1
    if kind == media.TIFF:
        pages = tiff.pages(path, limits)
        for page in pages[:1]:
            tiff.check(page, path, limits)
        frames, size = len(pages), pages[0].upright_size
    elif kind == media.PDF:
        frames, size = pdf.size(path, limits)
    elif kind in (media.JP2, media.J2K):
        size = jpeg2000.size(path, limits)
    elif kind == media.HEIC:
        size = heif.size(path, limits)
    else:
        size = raster.size(path, kind, limits)
    return Scan(kind, frames, *size, limits)


@contextmanager
def open_frame(
    path: Path, scan: Scan, frame: int, scratch: Path | None = None
) -> Iterator[pyvips.Image]:
    """One frame of a master, counted from 0, to be read once and from top to bottom.

    The picture is upright and has 1, 3 or 4 bands of 8 bits: grey, sRGB, sRGB with alpha. It is
    decoded while it is read, so what is broken in the scan shows only then: a `pyvips.Error`
    that comes out of the context is turned into the `ScanError` it means. Temporary files, as
    large as the pixels for JPEG 2000, PDF and turned pictures, lie in `scratch`.

    Raises `ScanError`; `pyvips.Error` or `OSError` when there is no room for temporary files.
    """
    with (
        tempfile.TemporaryDirectory(prefix="keruen-frame-", dir=scratch) as folder,
        translated(),
    ):
        stored = _open(path, scan, frame, Path(folder))
        yield upright(to_srgb(stored), Path(folder))


@contextmanager
def open_strips(path: Path, scan: Scan, frame: int, scratch: Path) -> Iterator[Strips]:
    """The same as rows, by the shortest way: what needs no work does not pass through libvips.

    Raises what `open_frame` does.
    """
    with translated():
        plain = _plain_strips(path, scan, frame)
    if isinstance(plain, FileStrips):
        with closing(plain):
            yield plain
    elif plain is not None:
        yield plain
    else:
        with open_frame(path, scan, frame, scratch) as image:
            yield ImageStrips(image)


def _plain_strips(path: Path, scan: Scan, frame: int) -> HeldStrips | FileStrips | None:
    if scan.media_type == media.TIFF:
        return tiff.plain_strips(path, frame, scan.limits)
    if scan.media_type == media.JPEG and frame == 0:
        return raster.plain_strips(path)
    return None


def _open(path: Path, scan: Scan, frame: int, scratch: Path) -> pyvips.Image:
    if not 0 <= frame < scan.frames:
        raise NoSuchFrameError(frame)
    if scan.media_type == media.TIFF:
        return tiff.open_page(path, frame, scan.limits)
    if scan.media_type == media.PDF:
        return pdf.open_page(path, frame, scan.limits, scratch)
    if scan.media_type in (media.JP2, media.J2K):
        return jpeg2000.open_image(path, scan.limits, scratch)
    if scan.media_type == media.HEIC:
        return heif.open_image(path, scan.limits)
    return raster.open_image(path, scan.media_type)
