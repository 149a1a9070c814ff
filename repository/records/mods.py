"""MODS 3.8: https://www.loc.gov/standards/mods/v3/mods-3-8.xsd."""

from lxml import etree

from repository.records.record import Record, Text
from repository.records.xml import element, located

MODS = "http://www.loc.gov/mods/v3"
_SCHEMA = "https://www.loc.gov/standards/mods/v3/mods-3-8.xsd"


def write(record: Record) -> etree._Element:
    """A MODS record; elements stand in the order that librarians expect."""
    root = etree.Element(etree.QName(MODS, "mods"), {"version": "3.8"}, nsmap={None: MODS})
    located(root, MODS, _SCHEMA)
    _titles(root, record)
    _names(root, record)
    for text in record.all("type"):
        _said(root, "genre", text)
    _origin(root, record)
    for text in record.all("language"):
        element(element(root, MODS, "language"), MODS, "languageTerm", text.value, type="text")
    for text in record.all("format"):
        element(element(root, MODS, "physicalDescription"), MODS, "extent", text.value)
    for text in record.all("description"):
        _said(root, "abstract", text)
    for term, kind in (("subject", "topic"), ("coverage", "geographic")):
        for text in record.all(term):
            _said(element(root, MODS, "subject"), kind, text)
    _where(root, record)
    _about(root, record)
    return root


def _titles(root: etree._Element, record: Record) -> None:
    for number, text in enumerate(record.all("title")):
        info = element(root, MODS, "titleInfo")
        if number:
            info.set("type", "alternative")
        _said(info, "title", text)


def _names(root: etree._Element, record: Record) -> None:
    for term in ("creator", "contributor"):
        for text in record.all(term):
            name = element(root, MODS, "name")
            _said(name, "namePart", text)
            role = element(name, MODS, "role")
            element(role, MODS, "roleTerm", term, type="text", authority="marcrelator")


def _origin(root: etree._Element, record: Record) -> None:
    if not (record.all("publisher") or record.all("date")):
        return
    origin = element(root, MODS, "originInfo")
    for text in record.all("publisher"):
        _said(origin, "publisher", text)
    for text in record.all("date"):
        element(origin, MODS, "dateIssued", text.value)


def _where(root: etree._Element, record: Record) -> None:
    for text in record.all("identifier"):
        kind = "uri" if text.value.startswith(("http://", "https://")) else "local"
        element(root, MODS, "identifier", text.value, type=kind)
    location = element(root, MODS, "location")
    for name in record.holder:
        _said(location, "physicalLocation", name)
    element(location, MODS, "url", record.address, usage="primary display")
    for text in record.all("rights"):
        node = element(root, MODS, "accessCondition", text.value)
        node.set("type", "use and reproduction")


def _about(root: etree._Element, record: Record) -> None:
    for term in ("relation", "source"):
        for text in record.all(term):
            related = element(root, MODS, "relatedItem")
            _said(element(related, MODS, "titleInfo"), "title", text)
    info = element(root, MODS, "recordInfo")
    moments = (("recordCreationDate", record.created), ("recordChangeDate", record.modified))
    for name, moment in moments:
        written = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        element(info, MODS, name, written, encoding="w3cdtf")
    element(info, MODS, "recordIdentifier", record.id)


def _said(parent: etree._Element, name: str, text: Text) -> None:
    node = element(parent, MODS, name, text.value)
    if text.language:
        node.set("lang", text.language)
