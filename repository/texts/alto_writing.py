"""Transcripts as ALTO 4: https://www.loc.gov/standards/alto/v4/alto-4-4.xsd."""

from collections.abc import Iterator
from itertools import count

from lxml import etree

from repository.records.xml import element, located
from repository.texts.hyphens import HYPHENS, is_broken, mended
from repository.texts.languages import tag
from repository.texts.transcript import Block, Box, Line, Transcript, Word

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
MEDIA_TYPE = "application/xml"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"


def write_alto(transcript: Transcript, file_name: str = "") -> bytes:
    """The document; `file_name` is that of the scan. A broken word is told in both its lines."""
    root = etree.Element(etree.QName(NAMESPACE, "alto"), nsmap={None: NAMESPACE})
    root.set("SCHEMAVERSION", "4.4")
    located(root, NAMESPACE, _SCHEMA)
    said = element(root, NAMESPACE, "Description")
    element(said, NAMESPACE, "MeasurementUnit", "pixel")
    if file_name:
        image = element(said, NAMESPACE, "sourceImageInformation")
        element(image, NAMESPACE, "fileName", file_name)
    layout = element(root, NAMESPACE, "Layout")
    whole = Box(0, 0, transcript.width, transcript.height)
    size = {"WIDTH": str(whole.width), "HEIGHT": str(whole.height)}
    page = element(layout, NAMESPACE, "Page", ID="page", PHYSICAL_IMG_NR="1", **size)
    space = element(page, NAMESPACE, "PrintSpace", **_place(whole))
    for name, block in _named("block", transcript.blocks):
        _block(space, name, block, transcript.languages)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data


def _named(prefix: str, items: tuple[Block, ...]) -> Iterator[tuple[str, Block]]:
    return ((f"{prefix}{number}", item) for number, item in enumerate(items, start=1))


def _block(space: etree._Element, name: str, block: Block, languages: tuple[str, ...]) -> None:
    node = element(space, NAMESPACE, "TextBlock", ID=name, **_place(block.box))
    if languages:
        node.set("LANG", tag(languages[0]))
    halves = _Halves(block.lines)
    for number, line in enumerate(block.lines):
        _line(node, f"{name}_line{number + 1}", line, halves.of(number))


def _line(
    block: etree._Element, name: str, line: Line, halves: tuple[str | None, str | None]
) -> None:
    node = element(block, NAMESPACE, "TextLine", ID=name, **_place(line.box))
    if line.corrected:
        node.set("CS", "true")
    begun, ended = halves
    before: Word | None = None
    for number in range(len(line.words)):
        word = line.words[number]
        if before is not None:
            _gap(node, before, word)
        last = number == len(line.words) - 1
        content = word.text.rstrip(HYPHENS) if last and ended else word.text
        string = element(
            node,
            NAMESPACE,
            "String",
            ID=f"{name}_{number + 1}",
            CONTENT=content,
            **_place(word.box),
        )
        if word.confidence is not None:
            string.set("WC", f"{word.confidence:.2f}")
        if part := _part(number == 0 and begun, last and ended):
            string.set("SUBS_TYPE", part[0])
            string.set("SUBS_CONTENT", part[1])
        before = word
    if ended and line.words:
        element(node, NAMESPACE, "HYP", CONTENT=line.words[-1].text[-1])


def _part(begun: str | bool | None, ended: str | bool | None) -> tuple[str, str] | None:
    if ended:
        return "HypPart1", str(ended)
    return ("HypPart2", str(begun)) if begun else None


def _gap(line: etree._Element, before: Word, after: Word) -> None:
    gap = element(line, NAMESPACE, "SP")
    if after.box.x > before.box.right:
        gap.set("HPOS", str(before.box.right))
        gap.set("VPOS", str(after.box.y))
        gap.set("WIDTH", str(after.box.x - before.box.right))


def _place(box: Box) -> dict[str, str]:
    names = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
    return {name: str(value) for name, value in zip(names, box, strict=True)}


class _Halves:
    """The whole words whose halves stand at the beginning and the end of each line."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._begun: dict[int, str] = {}
        self._ended: dict[int, str] = {}
        for number, line in zip(count(), lines[:-1], strict=False):
            following = lines[number + 1]
            if is_broken(line, following):
                whole = mended(line.words[-1].text, following.words[0].text)
                self._ended[number] = self._begun[number + 1] = whole

    def of(self, number: int) -> tuple[str | None, str | None]:
        """The word that a line begins with the rest of, and the one it ends with the half of."""
        return self._begun.get(number), self._ended.get(number)
