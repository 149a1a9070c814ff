"""ALTO 1 to 4 as transcripts; whatever the namespace and the unit of measurement."""

import math
from collections.abc import Iterator

from lxml import etree

from repository.errors import RefusedError
from repository.texts.languages import codes
from repository.texts.rough import Place, Rough, RoughBlock, RoughLine, RoughWord, fitted
from repository.texts.transcript import Transcript

MOST_BYTES = 32 << 20
_UNITS = ("pixel", "mm10", "inch1200")
_DEFAULT_UNIT = "mm10"
_FARTHEST = 1e7


def read_alto(data: bytes, name: str, width: int, height: int) -> Transcript:
    """The text of a page of so many pixels. Raises `RefusedError` with the reason.

    What is told in tenths of a millimetre or 1200ths of an inch is scaled by the size that the
    document gives the page, and so is what was told of a smaller or larger picture.
    """
    return fitted(_parsed(data, name), width, height, name)


def check_alto(data: bytes, name: str) -> None:
    """Whether the document can be read at all. Raises `RefusedError`."""
    _parsed(data, name)


def _parsed(data: bytes, name: str) -> Rough:
    root = parse_xml(data, name)
    if _local(root) != "alto":
        raise RefusedError("not-alto", name=name)
    pages = [node for node in root.iter("{*}Page") if _local(node.getparent()) == "Layout"]
    if len(pages) != 1:
        raise RefusedError("alto-pages", name=name, pages=len(pages))
    return _rough(root, pages[0], name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of a document that may not reach beyond itself. Raises `RefusedError`."""
    if len(data) > MOST_BYTES:
        raise RefusedError("text-too-large", name=name, limit=MOST_BYTES >> 20)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("not-xml", name=name, problem=str(error)[:200]) from error


def _rough(root: etree._Element, page: etree._Element, name: str) -> Rough:
    unit = (root.findtext("{*}Description/{*}MeasurementUnit") or _DEFAULT_UNIT).strip()
    if unit not in _UNITS:
        raise RefusedError("alto-unit", name=name, unit=unit[:40])
    width, height = _number(page, "WIDTH"), _number(page, "HEIGHT")
    size = (width, height) if width and height and width > 0 and height > 0 else None
    if size is None and unit != "pixel":
        raise RefusedError("alto-size", name=name)
    blocks = [_block(node) for node in page.iter("{*}TextBlock")]
    told = (
        str(node.get("LANG") or node.get("language") or "") for node in page.iter("{*}TextBlock")
    )
    return Rough(blocks, size, codes(told))


def _block(node: etree._Element) -> RoughBlock:
    lines = [_line(line) for line in node.iterchildren("{*}TextLine")]
    return RoughBlock(lines, _place(node))


def _line(node: etree._Element) -> RoughLine:
    line = RoughLine(list(_words(node)), _place(node), node.get("CS") in ("true", "1"))
    hyphen = node.find("{*}HYP")
    if hyphen is not None and line.words:
        last = line.words[-1]
        mark = (hyphen.get("CONTENT") or "-").strip() or "-"
        if not last.text.endswith(mark):
            last.text += mark
    return line


def _words(line: etree._Element) -> Iterator[RoughWord]:
    for node in line.iterchildren("{*}String"):
        if text := (node.get("CONTENT") or "").strip():
            sure = _number(node, "WC")
            known = sure if sure is not None and 0 <= sure <= 1 else None
            yield RoughWord(text, _place(node), known)


def _place(node: etree._Element) -> Place | None:
    x, y = _number(node, "HPOS"), _number(node, "VPOS")
    width, height = _number(node, "WIDTH"), _number(node, "HEIGHT")
    if x is None or y is None or width is None or height is None:
        return _outline(node)
    return (x, y, x + width, y + height)


def _outline(node: etree._Element) -> Place | None:
    """What a polygon spans: `x,y x,y` or `x y x y`."""
    shape = node.find("{*}Shape/{*}Polygon")
    points = (shape.get("POINTS") or "").replace(",", " ").split() if shape is not None else []
    try:
        numbers = [float(point) for point in points[:2000]]
    except ValueError:
        return None
    across, down = numbers[0::2], numbers[1::2]
    if len(across) < 2 or len(across) != len(down) or not all(map(_is_sane, numbers)):
        return None
    return (min(across), min(down), max(across), max(down))


def _number(node: etree._Element, name: str) -> float | None:
    try:
        number = float(node.get(name) or "")
    except ValueError:
        return None
    return number if _is_sane(number) else None


def _is_sane(number: float) -> bool:
    return math.isfinite(number) and abs(number) <= _FARTHEST


def _local(node: etree._Element | None) -> str:
    return etree.QName(node).localname if node is not None else ""
