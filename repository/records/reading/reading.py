"""From bytes to cards: which format this is, and every record in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from pymarc import Record

from repository.errors import RefusedError
from repository.records.reading import dublin_core, iso2709, marc21, marcxml, mods, unimarc
from repository.records.reading.card import Card
from repository.records.reading.letters import ENCODINGS, encoding_of, is_utf8

LARGEST = 16 << 20
"""Most bytes of one file of records."""

_MOST = 2000
_NO_TITLE = "record-no-title"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A record that cannot be read: its number from 1, and why."""

    number: int
    code: str
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Cards:
    """The records of a file: those that can be read, and what is wrong with the others."""

    cards: tuple[Card, ...]
    flaws: tuple[Flaw, ...] = ()


def read_file(path: Path, encoding: str | None = None) -> Cards:
    """The records of a file. Raises `RefusedError`, `OSError`."""
    if path.stat().st_size > LARGEST:
        raise RefusedError("record-too-large", largest=LARGEST >> 20)
    return read_records(path.read_bytes(), encoding)


def read_records(data: bytes, encoding: str | None = None) -> Cards:
    """The records in ISO 2709, MARCXML, MARC-in-JSON, as lines, in MODS or in Dublin Core.

    `encoding` is one of `ENCODINGS` when the reader knows better than we can tell; None finds it
    out. Raises `RefusedError` when there is no record that can be read, with the reason.
    """
    if len(data) > LARGEST:
        raise RefusedError("record-too-large", largest=LARGEST >> 20)
    if encoding is not None and encoding not in ENCODINGS:
        raise RefusedError("record-unknown")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise RefusedError("record-empty")
    found = list(_all(data, encoding))
    cards = tuple(each for each in found if isinstance(each, Card))
    flaws = tuple(each for each in found if isinstance(each, Flaw))
    if not cards:
        first = flaws[0] if flaws else None
        raise RefusedError(
            first.code if first else "record-unknown", **(first.params if first else {})
        )
    return Cards(cards, flaws)


def _all(data: bytes, encoding: str | None) -> Iterator[Card | Flaw]:
    if iso2709.looks_like_it(data):
        yield from _from_iso2709(data, encoding)
    elif data.lstrip()[:1] == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield from _from_xml(data)
    else:
        yield from _from_text(data, encoding)


def _from_iso2709(data: bytes, encoding: str | None) -> Iterator[Card | Flaw]:
    raws: list[tuple[int, iso2709.RawRecord | RefusedError]] = []
    for number, chunk in enumerate(iso2709.chunks(data), start=1):
        if number > _MOST:
            raws.append((number, RefusedError("record-too-many", most=_MOST)))
            break
        try:
            raws.append((number, iso2709.read_raw(chunk)))
        except RefusedError as error:
            raws.append((number, error))
    unclear = [
        raw.content
        for _, raw in raws
        if isinstance(raw, iso2709.RawRecord) and not is_utf8(raw.content)
    ]
    legacy = encoding_of(unclear) if unclear and encoding is None else "utf-8"
    for number, raw in raws:
        if isinstance(raw, RefusedError):
            yield Flaw(number, raw.code, raw.params)
        else:
            yield _card_or_flaw(number, raw, encoding or _encoding(raw, legacy))


def _encoding(raw: iso2709.RawRecord, legacy: str) -> str:
    """Of one record: plain ASCII with escapes is MARC-8 too."""
    if not is_utf8(raw.content):
        return _other(raw) if legacy == "marc-8" else legacy
    return "marc-8" if b"\x1b" in raw.content else "utf-8"


def _other(raw: iso2709.RawRecord) -> str:
    """What is neither UTF-8 nor Cyrillic: MARC-8 where the leader allows it."""
    tags = {tag for tag, _ in raw.fields}
    if raw.leader[9:10] == "a":
        raise RefusedError("record-encoding", encoding="UTF-8")
    return "marc-8" if "245" in tags else "latin-1"


def _card_or_flaw(number: int, raw: iso2709.RawRecord, encoding: str) -> Card | Flaw:
    try:
        return _card(number, iso2709.record_of(raw, encoding), ENCODINGS[encoding])
    except RefusedError as error:
        return Flaw(number, error.code, error.params)


def _card(number: int, record: Record, encoding: str) -> Card | Flaw:
    reader = unimarc if unimarc.is_unimarc(record) else marc21
    return _titled(number, reader.read(record, encoding))


def _titled(number: int, card: Card) -> Card | Flaw:
    return card if card.title else Flaw(number, _NO_TITLE, {"number": number})


def _from_xml(data: bytes) -> Iterator[Card | Flaw]:
    root = _parsed(data)
    number = 0
    for node in root.iter(etree.Element):
        reader = _reader_of(node)
        if not reader:
            continue
        number += 1
        if number > _MOST:
            yield Flaw(number, "record-too-many", {"most": _MOST})
            return
        if reader == "marc":
            yield _card(number, marcxml.record_of(node), "UTF-8")
        else:
            yield _titled(number, mods.read(node) if reader == "mods" else dublin_core.read(node))


def _reader_of(node: etree._Element) -> str:
    if marcxml.is_marcxml(node):
        return "marc"
    if mods.is_mods(node):
        return "mods"
    return "dc" if dublin_core.is_dublin_core(node) else ""


def _parsed(data: bytes) -> etree._Element:
    # No entities, no network: an XML file must not reach beyond itself, nor grow.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("record-xml", problem=str(error)[:200]) from error
    if root.getroottree().docinfo.doctype:
        raise RefusedError("record-doctype")
    return root


def _from_text(data: bytes, encoding: str | None) -> Iterator[Card | Flaw]:
    known = encoding or ("utf-8" if is_utf8(data) else encoding_of([data]))
    if known == "marc-8":
        raise RefusedError("record-unknown")
    text = data.decode(known, errors="replace")
    is_json = text.lstrip()[:1] in ("[", "{")
    records = marcxml.from_json(text) if is_json else marcxml.from_lines(text)
    for number, record in enumerate(records[:_MOST], start=1):
        yield _card(number, record, ENCODINGS[known])
