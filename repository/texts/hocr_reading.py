"""hOCR 1.2 as transcripts, of Tesseract, OCRopus and others: http://kba.github.io/hocr-spec/1.2/."""

import re
from collections.abc import Iterator

from lxml import etree

from repository.errors import RefusedError
from repository.texts.alto_reading import MOST_BYTES
from repository.texts.languages import codes
from repository.texts.rough import Place, Rough, RoughBlock, RoughLine, RoughWord, fitted
from repository.texts.transcript import Transcript

_LINES = {"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"}
_BLOCKS = ("ocr_par", "ocr_carea", "ocrx_block", "ocr_page")
_BOX = re.compile(r"\bbbox\s+(-?\d{1,7})\s+(-?\d{1,7})\s+(-?\d{1,7})\s+(-?\d{1,7})", re.ASCII)
_SURE = re.compile(r"\bx_wconf\s+(\d{1,3}(?:\.\d+)?)", re.ASCII)


def read_hocr(data: bytes, name: str, width: int, height: int) -> Transcript:
    """The text of a page of so many pixels. Raises `RefusedError` with the reason."""
    return fitted(_parsed(data, name), width, height, name)


def check_hocr(data: bytes, name: str) -> None:
    """Whether the document can be read at all. Raises `RefusedError`."""
    _parsed(data, name)


def _parsed(data: bytes, name: str) -> Rough:
    if len(data) > MOST_BYTES:
        raise RefusedError("text-too-large", name=name, limit=MOST_BYTES >> 20)
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding=_encoding(data)
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("not-hocr", name=name) from error
    pages = [node for node in root.iter("*") if _is(node, "ocr_page")] if root is not None else []
    if not pages:
        raise RefusedError("not-hocr", name=name)
    if len(pages) > 1:
        raise RefusedError("hocr-pages", name=name, pages=len(pages))
    return _rough(pages[0], root)


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are: an undeclared page would be read as Latin-1, which knows no Abai.

    None leaves it to what the document says.
    """
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _rough(page: etree._Element, root: etree._Element) -> Rough:
    place = _place(page)
    size = (place[2], place[3]) if place and place[2] > 0 and place[3] > 0 else None
    blocks: dict[etree._Element, RoughBlock] = {}
    for node in page.iter("*"):
        if _classes(node) & _LINES:
            holder = _holder(node, page)
            block = blocks.setdefault(holder, RoughBlock([], _place(holder)))
            block.lines.append(_line(node))
    told = [str(node.get("lang") or "") for node in page.iter("*") if node.get("lang")]
    return Rough(list(blocks.values()), size, codes(told or [root.get("lang") or ""]))


def _holder(line: etree._Element, page: etree._Element) -> etree._Element:
    for above in line.iterancestors():
        if any(_is(above, kind) for kind in _BLOCKS):
            return above
    return page


def _line(node: etree._Element) -> RoughLine:
    place = _place(node)
    words = [_word(word) for word in _words(node)]
    if not words and (text := _text(node)):
        words = [RoughWord(text, place)]
    return RoughLine([word for word in words if word.text], place)


def _words(line: etree._Element) -> Iterator[etree._Element]:
    return (node for node in line.iter("*") if _classes(node) & {"ocrx_word", "ocr_word"})


def _word(node: etree._Element) -> RoughWord:
    sure = _SURE.search(node.get("title") or "")
    confidence = min(1.0, float(sure[1]) / 100) if sure else None
    return RoughWord(_text(node), _place(node), confidence)


def _text(node: etree._Element) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split())


def _place(node: etree._Element) -> Place | None:
    found = _BOX.search(node.get("title") or "")
    if not found:
        return None
    left, top, right, bottom = (float(number) for number in found.groups())
    return (left, top, right, bottom)


def _is(node: etree._Element, kind: str) -> bool:
    return kind in _classes(node)


def _classes(node: etree._Element) -> set[str]:
    return set((node.get("class") or "").split())
