"""The text layer of a PDF: words that nobody sees, where they stand on the picture.

They are set in a font without shapes: every letter of every script has the same empty glyph, and
a table that says which letter it is. So no script needs a font of its own in the file, and what
is searched and copied is just what was read.
"""

import io
from collections.abc import Iterator
from unicodedata import bidirectional

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Pdf

from repository.texts.transcript import Line, Transcript, Word

FONT = "/T"
_WIDTH = 500  # of every letter, in thousandths of its height
_DESCENT = 0.2  # of a word's height that lies below its line
_MOST_WORDS = 20_000  # of one page
_BACKWARDS = frozenset({"R", "AL"})
_SPACE = "0020"
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def add_font(pdf: Pdf) -> pikepdf.Object:
    """Put the font into a document; what it returns stands in the resources of pages."""
    file = pdf.make_stream(_font_file(), Length1=len(_font_file()))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.GlyphLess,
        Flags=5,
        FontBBox=Array([0, 0, _WIDTH, 1000]),
        ItalicAngle=0,
        Ascent=1000,
        Descent=-1,
        CapHeight=1000,
        StemV=80,
        FontFile2=file,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.GlyphLess,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=_WIDTH,
        CIDToGIDMap=pdf.make_stream(b"\0\1" * 0x10000),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.GlyphLess,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(_TO_UNICODE),
    )
    return pdf.make_indirect(font)


def text_layer(transcript: Transcript, width: float, height: float) -> bytes:
    """The operators that write a page's words, invisible, on a page of this size in points."""
    across, down = width / transcript.width, height / transcript.height
    parts = ["BT 3 Tr"]
    for line, word, last in _words(transcript):
        size = max(1.0, line.box.height * down)
        code = word.text.encode("utf-16-be", "replace").hex()
        letter = max(1.0, word.box.width * across) / max(1, len(code) // 4)
        stretch = 100 * letter / (size * _WIDTH / 1000)
        x = word.box.x * across
        if bidirectional(word.text[0]) in _BACKWARDS:
            # Readers of PDF take letters for placed from left to right, and turn them round.
            code = word.text[::-1].encode("utf-16-be", "replace").hex()
            code, x = (code, x) if last else (_SPACE + code, x - letter)
        elif not last:
            code += _SPACE
        y = height - line.box.bottom * down + _DESCENT * size
        parts.append(
            f"{FONT} {size:.2f} Tf {stretch:.2f} Tz 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj"
        )
    return "\n".join([*parts, "ET"]).encode("ascii")


def _words(transcript: Transcript) -> Iterator[tuple[Line, Word, bool]]:
    """Every word with its line, and whether it is the last there."""
    written = 0
    for line in transcript.lines:
        for number, word in enumerate(line.words, start=1):
            written += 1
            if written > _MOST_WORDS:
                return
            if word.text:
                yield line, word, number == len(line.words)


def _font_file() -> bytes:
    """A TrueType font of two glyphs without any shape."""
    names = [".notdef", "empty"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (_WIDTH, 0)))
    builder.setupHorizontalHeader(ascent=1000, descent=-1)
    builder.setupNameTable({"familyName": "GlyphLess", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    data = io.BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(data)
    return data.getvalue()
