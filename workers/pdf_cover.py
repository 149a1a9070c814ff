"""The first page of a PDF: what it is, whose, and how it may be used, in three languages."""

from pathlib import Path

from fpdf import FPDF

from repository.downloads.cover import Cover, CoverSheet

_FONTS = Path(__file__).parents[1] / "repository" / "static" / "vendor" / "dejavu"
_MARGIN = 56.0
_LABEL = 128.0  # width of the column of labels
_INK, _DOME, _DUST = (38, 34, 30), (18, 94, 104), (120, 110, 98)
_LONGEST = 600  # characters of one value


def cover_page(cover: Cover) -> bytes:
    """A PDF of one page, of A4 size."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margins(_MARGIN, _MARGIN, _MARGIN)
    pdf.add_font("serif", "", _FONTS / "DejaVuSerif.ttf")
    pdf.add_font("serif", "B", _FONTS / "DejaVuSerif-Bold.ttf")
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
        pdf.set_font("serif", "B", size * 1.6)
        pdf.set_text_color(*_INK)
        pdf.multi_cell(width, size * 2.1, _short(sheet.title, 300), align="L", new_x="LMARGIN")
    if sheet.part:
        pdf.set_font("serif", "", size)
        pdf.set_text_color(*_DUST)
        pdf.multi_cell(width, size * 1.6, _short(sheet.part, 200), align="L", new_x="LMARGIN")
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
    width = pdf.w - 2 * _MARGIN - _LABEL
    pdf.multi_cell(width, size * 1.5, _short(value), align="L", new_x="LMARGIN", link=link)
    pdf.set_y(max(below, pdf.get_y()) + size * 0.4)


def _short(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
