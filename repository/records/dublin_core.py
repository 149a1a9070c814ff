"""Dublin Core as OAI-PMH carries it: http://www.openarchives.org/OAI/openarchivesprotocol.html."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from repository.records.record import Record, Text
from repository.records.xml import LANGUAGE, element, located

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def write(record: Record) -> etree._Element:
    """The fifteen elements, each as often as it is known."""
    root = etree.Element(etree.QName(OAI_DC, "dc"), nsmap={"oai_dc": OAI_DC, "dc": DC})
    located(root, OAI_DC, _SCHEMA)
    for term, values in record.terms.items():
        for value in _published(record) if term == "publisher" else values:
            node = element(root, DC, term, value.value)
            if value.language:
                node.set(LANGUAGE, value.language)
    for name in record.holder:
        element(root, DC, "source", name.value)
    return root


def _published(record: Record) -> Sequence[Text]:
    """Publishers behind the places they published at: Dublin Core has one element for both."""
    places = record.field("place")
    publishers = record.rest("publisher", "place")
    if not publishers:
        return places
    found = []
    for text in publishers:
        where = [each.value for each in places if each.language in ("", text.language)]
        value = " : ".join(["; ".join(where), text.value]) if where else text.value
        found.append(replace(text, value=value))
    return found
