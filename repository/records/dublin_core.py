"""Dublin Core as OAI-PMH carries it: http://www.openarchives.org/OAI/openarchivesprotocol.html."""

from lxml import etree

from repository.records.record import Record
from repository.records.xml import LANGUAGE, element, located

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def write(record: Record) -> etree._Element:
    """The fifteen elements, each as often as it is known."""
    root = etree.Element(etree.QName(OAI_DC, "dc"), nsmap={"oai_dc": OAI_DC, "dc": DC})
    located(root, OAI_DC, _SCHEMA)
    for term, values in record.terms.items():
        for value in values:
            node = element(root, DC, term, value.value)
            if value.language:
                node.set(LANGUAGE, value.language)
    for name in record.holder:
        element(root, DC, "source", name.value)
    return root
