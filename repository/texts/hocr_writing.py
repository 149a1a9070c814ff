"""Transcripts as hOCR 1.2."""

from lxml import etree
from lxml.builder import E

from repository.texts.languages import tag
from repository.texts.transcript import Block, Box, Line, Transcript

MEDIA_TYPE = "text/vnd.hocr+html"
_CAPABILITIES = "ocr_page ocr_carea ocr_line ocrx_word ocrp_wconf"


def write_hocr(transcript: Transcript, title: str = "") -> bytes:
    """The document, in HTML that is XML as well."""
    whole = Box(0, 0, transcript.width, transcript.height)
    page = E.div({"class": "ocr_page", "id": "page_1", "title": f"{_box(whole)}; ppageno 0"})
    for number, block in enumerate(transcript.blocks, start=1):
        page.append(_block(block, f"{number}"))
    language = tag(transcript.languages[0]) if transcript.languages else "und"
    root = E.html(
        {"xmlns": "http://www.w3.org/1999/xhtml", "lang": language},
        E.head(
            E.meta({"charset": "utf-8"}),
            E.title(title),
            E.meta({"name": "ocr-system", "content": "Keruen"}),
            E.meta({"name": "ocr-capabilities", "content": _CAPABILITIES}),
        ),
        E.body(page),
    )
    data: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>", pretty_print=True
    )
    return data


def _block(block: Block, name: str) -> etree._Element:
    area = E.div({"class": "ocr_carea", "id": f"block_{name}", "title": _box(block.box)})
    for number, line in enumerate(block.lines, start=1):
        area.append(_line(line, f"{name}_{number}"))
    return area


def _line(line: Line, name: str) -> etree._Element:
    node = E.span({"class": "ocr_line", "id": f"line_{name}", "title": _box(line.box)})
    for number, word in enumerate(line.words, start=1):
        title = _box(word.box)
        if word.confidence is not None:
            title += f"; x_wconf {round(100 * word.confidence)}"
        attributes = {"class": "ocrx_word", "id": f"word_{name}_{number}", "title": title}
        node.append(E.span(attributes, word.text))
    return node


def _box(box: Box) -> str:
    return f"bbox {box.x} {box.y} {box.right} {box.bottom}"
