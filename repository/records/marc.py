"""MARC 21 in XML: https://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd."""

import re

from lxml import etree

from repository.records.record import Record
from repository.records.xml import element, located

MARC = "http://www.loc.gov/MARC21/slim"
_SCHEMA = "https://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
# n: new, a: language material, m: monograph, a: UTF-8; lengths are of no use in XML.
_LEADER = "00000nam a2200000 u 4500"
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
# element -> tag, indicators, code; the first creator and title stand elsewhere
_FIELDS = (
    ("format", "300", "  ", "a"),
    ("description", "520", "  ", "a"),
    ("rights", "540", "  ", "u"),
    ("language", "546", "  ", "a"),
    ("subject", "653", "  ", "a"),
    ("coverage", "651", " 4", "a"),
    ("type", "655", " 4", "a"),
    ("contributor", "700", "1 ", "a"),
    ("relation", "787", "08", "t"),
    ("source", "786", "08", "t"),
)


def write(record: Record) -> etree._Element:
    """A bibliographic record."""
    root = etree.Element(etree.QName(MARC, "record"), {"type": "Bibliographic"}, nsmap={None: MARC})
    located(root, MARC, _SCHEMA)
    element(root, MARC, "leader", _LEADER)
    element(root, MARC, "controlfield", record.id, tag="001")
    element(root, MARC, "controlfield", record.modified.strftime("%Y%m%d%H%M%S.0"), tag="005")
    element(root, MARC, "controlfield", _fixed(record), tag="008")
    for tag, indicators, subfields in sorted(_fields(record), key=lambda field: field[0]):
        node = element(root, MARC, "datafield", tag=tag, ind1=indicators[0], ind2=indicators[1])
        for code, value in subfields:
            element(node, MARC, "subfield", value, code=code)
    return root


def _fields(record: Record) -> list[tuple[str, str, list[tuple[str, str]]]]:
    fields = [
        (tag, indicators, [(code, text.value)])
        for term, tag, indicators, code in _FIELDS
        for text in record.all(term)
    ]
    creators = [text.value for text in record.all("creator")]
    for number, name in enumerate(creators):
        fields.append(("700" if number else "100", "1 ", [("a", name)]))
    for number, title in enumerate(record.all("title")):
        first = "1" if creators else "0"
        tag, indicators = ("246", "33") if number else ("245", first + "0")
        fields.append((tag, indicators, [("a", title.value)]))
    published = [("b", text.value) for text in record.all("publisher")]
    published += [("c", text.value) for text in record.all("date")]
    if published:
        fields.append(("264", " 1", published))
    numbers = [text.value for text in record.all("identifier") if text.value != record.address]
    fields.extend(("024", "8 ", [("a", number)]) for number in numbers)
    fields.append(("856", "41", [("u", record.address)]))
    fields.extend(("850", "  ", [("a", name.value)]) for name in record.holder[:1])
    return fields


def _fixed(record: Record) -> str:
    """Field 008: forty characters by position."""
    year = _YEAR.search(record.first("date"))
    date = f"s{year[1]}    " if year else "nuuuuuuuu"
    return record.created.strftime("%y%m%d") + date + "xx " + "|" * 17 + "und" + " d"
