"""MARC 21 in XML: https://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd."""

import re
from collections.abc import Iterator

from lxml import etree

from repository.fields import TYPES
from repository.fields.languages import marc_code
from repository.records.record import Record, Text
from repository.records.xml import element, located

_DataField = tuple[str, str, list[tuple[str, str]]]

MARC = "http://www.loc.gov/MARC21/slim"
_SCHEMA = "https://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
# n: new, a: language material, m: monograph, a: UTF-8; lengths are of no use in XML.
_LEADER = "00000n{kind}m a2200000 u 4500"
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_ISBN = re.compile(r"(?:ISBN[ :]*)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])")
# field -> tag, indicators, code; the first creator and title stand elsewhere
_FIELDS = (
    ("classification", "084", "  ", "a"),
    ("edition", "250", "  ", "a"),
    ("series", "490", "0 ", "a"),
    ("note", "500", "  ", "a"),
    ("language", "546", "  ", "a"),
    ("person", "600", "14", "a"),
    ("coverage", "651", " 4", "a"),
    ("subject", "653", "  ", "a"),
    ("type", "655", " 4", "a"),
    ("source", "786", "08", "t"),
    ("shelfmark", "852", "8 ", "j"),
)
# element without the fields above -> the same
_ELEMENTS = (
    ("format", (), "300", "  ", "a"),
    ("description", ("edition", "note"), "520", "  ", "a"),
    ("relation", ("series",), "787", "08", "t"),
)
_KINDS = {
    "cartographic": "e",
    "notated music": "c",
    "sound recording": "j",
    "still image": "k",
    "moving image": "g",
    "three dimensional object": "r",
    "mixed material": "p",
}


def write(record: Record) -> etree._Element:
    """A bibliographic record."""
    root = etree.Element(etree.QName(MARC, "record"), {"type": "Bibliographic"}, nsmap={None: MARC})
    located(root, MARC, _SCHEMA)
    element(root, MARC, "leader", _LEADER.format(kind=_kind(record)))
    element(root, MARC, "controlfield", record.id, tag="001")
    element(root, MARC, "controlfield", record.modified.strftime("%Y%m%d%H%M%S.0"), tag="005")
    element(root, MARC, "controlfield", _fixed(record), tag="008")
    for tag, indicators, subfields in sorted(_fields(record), key=lambda field: field[0]):
        node = element(root, MARC, "datafield", tag=tag, ind1=indicators[0], ind2=indicators[1])
        for code, value in subfields:
            element(node, MARC, "subfield", value, code=code)
    return root


def _fields(record: Record) -> list[_DataField]:
    fields = [
        (tag, indicators, [(code, text.value), *_links(text)])
        for name, tag, indicators, code in _FIELDS
        for text in record.field(name)
    ]
    fields += [
        (tag, indicators, [(code, text.value)])
        for element, names, tag, indicators, code in _ELEMENTS
        for text in record.rest(element, *names)
    ]
    return [*fields, *_people(record), *_titles(record), *_origin(record), *_numbers(record)]


def _people(record: Record) -> Iterator[_DataField]:
    creators = record.all("creator")
    for number, text in enumerate([*creators, *record.all("contributor")]):
        subfields = [("a", text.value), ("4", text.role), *_links(text)]
        tag = "100" if creators and not number else "700"
        yield tag, "1 ", [(code, value) for code, value in subfields if value]


def _links(text: Text) -> Iterator[tuple[str, str]]:
    """Subfields 0 and 1: the number in a register, and URIs of the thing itself."""
    for link in text.links:
        if link.viaf:
            yield "0", f"(viaf){link.viaf}"
        yield from (("1", uri) for uri in link.uris)


def _titles(record: Record) -> Iterator[_DataField]:
    first = "1" if record.all("creator") else "0"
    for number, title in enumerate(record.all("title")):
        tag, indicators = ("246", "33") if number else ("245", first + "0")
        yield tag, indicators, [("a", title.value)]


def _origin(record: Record) -> Iterator[_DataField]:
    published = [("a", text.value) for text in record.field("place")]
    published += [("b", text.value) for text in record.rest("publisher", "place")]
    published += [("c", text.value) for text in record.all("date")]
    if published:
        yield "264", " 1", published
    codes = dict.fromkeys(marc_code(text.code) for text in record.all("language") if text.code)
    if codes:
        yield "041", "  ", [("a", code) for code in codes]


def _numbers(record: Record) -> Iterator[_DataField]:
    for text in record.rest("identifier", "shelfmark"):
        isbn = _ISBN.fullmatch(text.value)
        if isbn:
            yield "020", "  ", [("a", re.sub("[- ]", "", isbn[1]))]
        elif text.value != record.address:
            yield "024", "8 ", [("a", text.value)]
    for text in record.all("rights"):
        yield "540", "  ", [("u" if text.value.startswith("http") else "a", text.value)]
    yield "856", "41", [("u", record.address)]
    for name in record.holder[:1]:
        yield "850", "  ", [("a", name.value)]


def _kind(record: Record) -> str:
    """What the leader says of the material, in its sixth position."""
    codes = [text.code for text in record.all("type")]
    if "manuscript" in codes:
        return "t"
    resource = next((TYPES[code].resource for code in codes if code in TYPES), "text")
    return _KINDS.get(resource, "a")


def _fixed(record: Record) -> str:
    """Field 008: forty characters by position."""
    year = _YEAR.search(record.first("date"))
    date = f"s{year[1]}    " if year else "nuuuuuuuu"
    spoken = next((marc_code(text.code) for text in record.all("language") if text.code), "und")
    return record.created.strftime("%y%m%d") + date + "xx " + "|" * 17 + spoken + " d"
