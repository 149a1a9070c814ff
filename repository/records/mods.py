"""MODS 3.8: https://www.loc.gov/standards/mods/v3/mods-3-8.xsd."""

from lxml import etree

from repository.fields import TYPES
from repository.fields.languages import marc_code
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
    _types(root, record)
    _origin(root, record)
    _languages(root, record)
    for text in record.all("format"):
        element(element(root, MODS, "physicalDescription"), MODS, "extent", text.value)
    for text in record.rest("description", "note", "edition"):
        _said(root, "abstract", text)
    for text in record.field("note"):
        _said(root, "note", text)
    _subjects(root, record)
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
            name = _linked(element(root, MODS, "name"), text)
            _said(name, "namePart", text)
            role = element(name, MODS, "role")
            if text.role:
                element(role, MODS, "roleTerm", text.role, type="code", authority="marcrelator")
            element(role, MODS, "roleTerm", term, type="text", authority="marcrelator")


def _types(root: etree._Element, record: Record) -> None:
    codes = [text.code for text in record.all("type") if text.code in TYPES]
    for resource in dict.fromkeys(TYPES[code].resource for code in codes):
        element(root, MODS, "typeOfResource", resource)
    for text in record.all("type"):
        _said(root, "genre", text)


def _origin(root: etree._Element, record: Record) -> None:
    publishers = record.rest("publisher", "place")
    places, dates, editions = (record.field(name) for name in ("place", "date", "edition"))
    if not (publishers or places or dates or editions):
        return
    origin = element(root, MODS, "originInfo")
    for text in places:
        node = element(element(origin, MODS, "place"), MODS, "placeTerm", text.value, type="text")
        _marked(_linked(node, text), text)
    for text in publishers:
        _said(origin, "publisher", text)
    for text in dates:
        element(origin, MODS, "dateIssued", text.value)
    for text in editions:
        _said(origin, "edition", text)


def _languages(root: etree._Element, record: Record) -> None:
    spoken = record.all("language")
    for code in dict.fromkeys(text.code for text in spoken if text.code):
        node = element(root, MODS, "language")
        about = {"type": "code", "authority": "iso639-2b"}
        element(node, MODS, "languageTerm", marc_code(code), **about)
    for text in spoken:
        node = element(root, MODS, "language")
        _marked(element(node, MODS, "languageTerm", text.value, type="text"), text)


def _subjects(root: etree._Element, record: Record) -> None:
    for text in record.rest("subject", "person", "classification"):
        _linked(_said(element(root, MODS, "subject"), "topic", text), text)
    for text in record.all("coverage"):
        _linked(_said(element(root, MODS, "subject"), "geographic", text), text)
    for text in record.field("person"):
        name = element(element(root, MODS, "subject"), MODS, "name", type="personal")
        _said(_linked(name, text), "namePart", text)
    for text in record.field("classification"):
        element(root, MODS, "classification", text.value)


def _where(root: etree._Element, record: Record) -> None:
    for text in record.rest("identifier", "shelfmark"):
        kind = "uri" if text.value.startswith(("http://", "https://")) else "local"
        element(root, MODS, "identifier", text.value, type=kind)
    location = element(root, MODS, "location")
    for name in record.holder:
        _said(location, "physicalLocation", name)
    for text in record.field("shelfmark"):
        element(location, MODS, "shelfLocator", text.value)
    element(location, MODS, "url", record.address, usage="primary display")
    for text in record.all("rights"):
        node = element(root, MODS, "accessCondition", text.value)
        node.set("type", "use and reproduction")


def _about(root: etree._Element, record: Record) -> None:
    for term in ("relation", "source"):
        for text in record.all(term):
            related = element(root, MODS, "relatedItem")
            if any(text is other for other in record.field("series")):
                related.set("type", "series")
            _said(element(related, MODS, "titleInfo"), "title", text)
    info = element(root, MODS, "recordInfo")
    moments = (("recordCreationDate", record.created), ("recordChangeDate", record.modified))
    for name, moment in moments:
        written = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        element(info, MODS, name, written, encoding="w3cdtf")
    element(info, MODS, "recordIdentifier", record.id)


def _said(parent: etree._Element, name: str, text: Text) -> etree._Element:
    return _marked(element(parent, MODS, name, text.value), text)


def _marked(node: etree._Element, text: Text) -> etree._Element:
    if text.language:
        node.set("lang", text.language)
    return node


def _linked(node: etree._Element, text: Text) -> etree._Element:
    """The first URI that the person, place or subject is known by elsewhere."""
    if uri := next((uri for link in text.links for uri in link.uris), ""):
        node.set("valueURI", uri)
    return node
