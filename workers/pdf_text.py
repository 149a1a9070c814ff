"""The text layer of a PDF's page, with the place of every word."""

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from repository.errors import RefusedError
from repository.texts.rough import Place, Rough, RoughBlock, RoughLine, RoughWord, fitted
from repository.texts.transcript import Transcript

_MOST_LETTERS = 300_000  # on one page
_FEWEST_LETTERS = 2
_MOST_UNKNOWN = 0.2  # share of letters that no font names; more is no text
_UNKNOWN = "\ufffd\ufffe\uffff"
_FAR = 1.5  # heights between two lines that are of different blocks


def text_of(path: Path, frame: int, width: int, height: int) -> Transcript | None:
    """What the layer says, on a page of so many pixels; None where there is none, or no text."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return None
    try:
        page = document[frame]
        lines = list(_lines(page, width, height))
        page.close()
    except (pypdfium2.PdfiumError, IndexError):
        return None
    finally:
        document.close()
    letters = "".join(word.text for line in lines for word in line.words)
    if len(letters) < _FEWEST_LETTERS:
        return None
    unknown = sum(not letter.isprintable() or letter in _UNKNOWN for letter in letters)
    if unknown > _MOST_UNKNOWN * len(letters):
        return None
    try:
        return fitted(Rough(_blocks(lines), (width, height)), width, height, path.name)
    except RefusedError:
        return None


def _lines(page: pypdfium2.PdfPage, width: int, height: int) -> Iterator[RoughLine]:
    text = page.get_textpage()
    try:
        words: list[RoughWord] = []
        letters, places = "", list[Place]()
        for letter, place in _letters(page, text, width, height):
            if letter.isspace() or place is None:
                _end(words, letters, places)
                letters, places = "", []
                if letter in "\r\n" and words:
                    yield RoughLine(words)
                    words = []
            else:
                letters, places = letters + letter, [*places, place]
        _end(words, letters, places)
        if words:
            yield RoughLine(words)
    finally:
        text.close()


def _letters(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, width: int, height: int
) -> Iterator[tuple[str, Place | None]]:
    """Every letter with its place in pixels, as the page is shown: turned pages are upright."""
    corner = [ctypes.c_double() for _ in range(4)]
    for number in range(min(text.count_chars(), _MOST_LETTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, number) & 0x1FFFFF)
        if letter == "\x02":
            letter = "-"  # how pdfium says a hyphen at the end of a line
        if letter.isspace() or letter == "\0":
            yield " " if letter == "\0" else letter, None
            continue
        left, right, bottom, top = corner
        if not pdfium.FPDFText_GetCharBox(text, number, left, right, bottom, top):
            yield " ", None
            continue
        one = _pixel(page, left.value, top.value, width, height)
        other = _pixel(page, right.value, bottom.value, width, height)
        across, down = sorted((one[0], other[0])), sorted((one[1], other[1]))
        yield letter, (across[0], down[0], across[1], down[1])


def _pixel(
    page: pypdfium2.PdfPage, x: float, y: float, width: int, height: int
) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return float(across.value), float(down.value)


def _end(words: list[RoughWord], letters: str, places: list[Place]) -> None:
    """Add a word whose last letter was read."""
    if not places:
        return
    lefts, tops, rights, bottoms = zip(*places, strict=True)
    words.append(RoughWord(letters, (min(lefts), min(tops), max(rights), max(bottoms))))


def _blocks(lines: list[RoughLine]) -> list[RoughBlock]:
    """Lines that follow closely, one below the other."""
    blocks: list[RoughBlock] = []
    below = 0.0
    for line in lines:
        places = [word.place for word in line.words if word.place]
        top, bottom = min(p[1] for p in places), max(p[3] for p in places)
        close = 0 <= top - below + (bottom - top) <= (1 + _FAR) * (bottom - top)
        if not blocks or not close:
            blocks.append(RoughBlock())
        blocks[-1].lines.append(line)
        below = bottom
    return blocks
