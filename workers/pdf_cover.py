"""The first page of a PDF: what it is, whose, and how it may be used, in three languages."""

import re
from pathlib import Path

from fpdf import FPDF

from repository.downloads.cover import Cover, CoverSheet

_FONTS = Path(__file__).parents[1] / "repository" / "static" / "vendor" / "dejavu"
_MARGIN = 56.0
_LABEL = 128.0  # width of the column of labels
_INK, _DOME, _DUST = (38, 34, 30), (18, 94, 104), (120, 110, 98)
_LONGEST = 600  # characters of one value
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


def cover_page(cover: Cover) -> bytes:
    """A PDF of one page, of A4 size."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margins(_MARGIN, _MARGIN, _MARGIN)
    pdf.add_font("serif", "", _FONTS / "DejaVuSerif.ttf")
    pdf.add_font("serif", "B", _FONTS / "DejaVuSerif-Bold.ttf")
    # The serif has no Arabic letters; this one has all that Kazakh is written in, too.
    pdf.add_font("arabic", "", _FONTS / "DejaVuSans.ttf")
    pdf.add_page()
    pdf.set_draw_color(*_DOME)
    pdf.set_line_width(3)
    pdf.line(_MARGIN, 48, pdf.w - _MARGIN, 48)
    pdf.set_y(66)
    size = _size(cover)
    shown: set[str] = set()
    for language, sheet in cover.sheets.items():
        _sheet(pdf, sheet, size, titled=sheet.title not in shown, cover=cover, language=language)
        shown.add(sheet.title)
    return bytes(pdf.output())


def _size(cover: Cover) -> float:
    """A size of letters with which all of it stands on one page."""
    letters = sum(
        len(sheet.title[:_LONGEST]) * 2.5 + sum(len(value[:_LONGEST]) for _, value in sheet.lines)
        for sheet in cover.sheets.values()
    )
    return 9.0 if letters < 2500 else 7.5 if letters < 4000 else 6.0


def _sheet(
    pdf: FPDF, sheet: CoverSheet, size: float, *, titled: bool, cover: Cover, language: str
) -> None:
    del language
    width = pdf.w - 2 * _MARGIN
    if titled:
        pdf.set_text_color(*_INK)
        _write(pdf, _short(sheet.title, 300), width, size * 1.6, 1.3, style="B")
    if sheet.part:
        pdf.set_text_color(*_DUST)
        _write(pdf, _short(sheet.part, 200), width, size, 1.6)
    pdf.set_y(pdf.get_y() + size * 0.6)
    for label, value in sheet.lines:
        _line(pdf, label, value, size, link=cover.address if value == cover.address else "")
    pdf.set_font("serif", "", size * 0.9)
    pdf.set_text_color(*_DUST)
    pdf.multi_cell(width, size * 1.5, sheet.note, align="L", new_x="LMARGIN")
    y = pdf.get_y() + size * 1.2
    pdf.set_draw_color(*_DUST)
    pdf.set_line_width(0.5)
    pdf.line(_MARGIN, y, pdf.w - _MARGIN, y)
    pdf.set_y(y + size * 1.4)


def _line(pdf: FPDF, label: str, value: str, size: float, link: str) -> None:
    """A label and its value beside it; the next line begins below the longer of both."""
    top = pdf.get_y()
    pdf.set_font("serif", "", size)
    pdf.set_text_color(*_DUST)
    pdf.multi_cell(_LABEL - 10, size * 1.5, _short(label, 80), align="L")
    below = pdf.get_y()
    pdf.set_xy(_MARGIN + _LABEL, top)
    pdf.set_text_color(*(_DOME if link else _INK))
    _write(pdf, _short(value), pdf.w - 2 * _MARGIN - _LABEL, size, 1.5, link=link)
    pdf.set_y(max(below, pdf.get_y()) + size * 0.4)


def _write(
    pdf: FPDF, text: str, width: float, size: float, spacing: float, style: str = "", link: str = ""
) -> None:
    """Write a text in lines; one with Arabic letters in a font that has them, and shaped.

    It begins at the right where its first letter is an Arabic one.
    """
    first = _LETTER.search(text)
    backwards = first is not None and _ARABIC.match(first.group()) is not None
    shaped = _ARABIC.search(text) is not None
    pdf.set_font("arabic" if shaped else "serif", "" if shaped else style, size)
    pdf.set_text_shaping(shaped)
    align = "R" if backwards else "L"
    pdf.multi_cell(width, size * spacing, text, align=align, new_x="LMARGIN", link=link)
    pdf.set_text_shaping(False)


def _short(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
