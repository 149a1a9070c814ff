"""What this machine can read, for `keruen doctor`: every format is tried, not believed.

`python -m workers.formats` prints it as JSON.
"""

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import imagecodecs
import numpy as np
import pillow_heif
import pypdfium2
import pypdfium2.raw as pdfium
import pyvips

from workers.errors import NoFfmpegError, NoTesseractError, ScanError
from workers.recording_trial import try_recording
from workers.scan import inspect, open_frame
from workers.tesseract import languages, version
from workers.vips import prepare

_EDGE = 32  # pixels of a trial picture
_GREY = 100


@dataclass(frozen=True, slots=True)
class FormatSupport:
    """Whether a format can be read here; `words` tell what reads it, and why it does not."""

    format: str
    well: bool
    words: str


def readable_formats() -> list[FormatSupport]:
    """Try every format with a picture made for it."""
    vips = "libvips " + ".".join(str(pyvips.version(part)) for part in range(3))
    rows: list[tuple[str, str, Callable[[Path], None]]] = [
        ("TIFF", vips, _by_vips("tiffsave")),
        ("JPEG", vips, _by_vips("jpegsave")),
        ("PNG", vips, _by_vips("pngsave")),
        ("WebP", vips, _by_vips("webpsave")),
        ("GIF", vips, _by_vips("gifsave")),
        ("AVIF", vips, _by_vips("heifsave", compression="av1")),
        ("JPEG 2000", f"imagecodecs, {imagecodecs.jpeg2k_version()}", _jpeg2000),
        ("HEIC", f"pillow-heif, libheif {pillow_heif.libheif_version()}", _heic),
        ("PDF", f"pdfium {pypdfium2.PDFIUM_INFO}", _pdf),
    ]
    with tempfile.TemporaryDirectory(prefix="keruen-formats-") as folder:
        found = [_tried(*row, Path(folder, str(at))) for at, row in enumerate(rows)]
        return [*found, *(_played(kind, Path(folder)) for kind in ("sound", "film")), _text()]


def _tried(name: str, reader: str, write: Callable[[Path], None], path: Path) -> FormatSupport:
    try:
        write(path)
        scan = inspect(path)
        with open_frame(path, scan, 0) as image:
            found = image[0].avg()
    except (ScanError, pyvips.Error, ValueError, RuntimeError, OSError) as error:
        words = " ".join(str(error).split()) or type(error).__name__
        return FormatSupport(name, False, f"cannot be read by {reader}: {words}")
    if abs(found - _GREY) > 3:
        return FormatSupport(name, False, f"{reader} reads other colours than were written")
    return FormatSupport(name, True, f"read by {reader}")


def _played(kind: str, folder: Path) -> FormatSupport:
    """Whether ffmpeg is here and makes what browsers play."""
    try:
        return FormatSupport(kind, True, f"read by {try_recording(kind, folder)}")
    except NoFfmpegError:
        words = "cannot be read: install ffmpeg (Debian: apt-get install ffmpeg)"
        return FormatSupport(kind, False, words)
    except ScanError as error:
        return FormatSupport(kind, False, f"cannot be read by ffmpeg: {error}")


def _text() -> FormatSupport:
    """Whether Tesseract is here, and what it can read."""
    try:
        known = ", ".join(languages()) or "no language"
        return FormatSupport("text", bool(languages()), f"recognised by {version()}: {known}")
    except NoTesseractError:
        words = "cannot be recognised: install tesseract (Debian: apt-get install tesseract-ocr"
        return FormatSupport("text", False, f"{words} tesseract-ocr-kaz tesseract-ocr-rus)")
    except ScanError as error:
        return FormatSupport("text", False, f"cannot be recognised by tesseract: {error}")


def _by_vips(saver: str, **options: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        prepare()
        image = pyvips.Image.new_from_array(_trial())
        pyvips.Operation.call(saver, image, str(path), **options)

    return write


def _jpeg2000(path: Path) -> None:
    path.write_bytes(imagecodecs.jpeg2k_encode(_trial(), reversible=True))


def _heic(path: Path) -> None:
    heif = pillow_heif.from_bytes("RGB", (_EDGE, _EDGE), _trial().tobytes())
    with path.open("wb") as file:
        heif.save(file)


def _pdf(path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(_EDGE, _EDGE)
    image = pypdfium2.PdfImage.new(document)
    bitmap = pypdfium2.PdfBitmap.new_native(_EDGE, _EDGE, pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((_GREY, _GREY, _GREY, 255), 0, 0, _EDGE, _EDGE)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(_EDGE, _EDGE))
    page.insert_obj(image)
    page.gen_content()
    document.save(path)
    document.close()


def _trial() -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.full((_EDGE, _EDGE, 3), _GREY, np.uint8)


def main() -> None:
    """Print what can be read as a JSON list."""
    print(json.dumps([asdict(row) for row in readable_formats()]))  # noqa: T201


if __name__ == "__main__":
    main()
