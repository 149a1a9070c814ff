"""Files of text beside scans: which ones are taken, and how they are read."""

from pathlib import Path

from repository.errors import RefusedError
from repository.models import TextSource
from repository.texts.alto_reading import MOST_BYTES, check_alto, read_alto
from repository.texts.hocr_reading import check_hocr, read_hocr
from repository.texts.transcript import Transcript

_BEGINNING = 4096


def kind_of(data: bytes) -> TextSource | None:
    """What a file is by its content; None for neither ALTO nor hOCR."""
    head = data[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"ocr_page" in data[: 64 * _BEGINNING]:
        return TextSource.HOCR
    return TextSource.ALTO if b"<alto" in head or b":alto" in head else None


def read_text(data: bytes, name: str, width: int, height: int) -> tuple[TextSource, Transcript]:
    """ALTO or hOCR as the text of a page of so many pixels. Raises `RefusedError`."""
    if len(data) > MOST_BYTES:
        raise RefusedError("text-too-large", name=name, limit=MOST_BYTES >> 20)
    kind = kind_of(data)
    if kind is None:
        raise RefusedError("not-a-text", name=name)
    read = read_alto if kind == TextSource.ALTO else read_hocr
    return kind, read(data, name, width, height)


def check_text(data: bytes, name: str) -> TextSource:
    """Find out what a file is before its page has a size. Raises `RefusedError`."""
    kind = kind_of(data)
    if kind is None:
        raise RefusedError("not-a-text", name=name)
    check = check_alto if kind == TextSource.ALTO else check_hocr
    check(data, name)
    return kind


def read_bytes(path: Path, name: str) -> bytes:
    """The file as a whole. Raises `RefusedError` when it is too large, and `OSError`."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise RefusedError("text-too-large", name=name, limit=MOST_BYTES >> 20)
    return data
