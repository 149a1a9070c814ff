"""Small helpers for writing XML."""

from lxml import etree

LANGUAGE = etree.QName("http://www.w3.org/XML/1998/namespace", "lang")
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def element(
    parent: etree._Element, namespace: str, name: str, text: str = "", **attributes: str
) -> etree._Element:
    """A new child with a text and attributes."""
    node = etree.SubElement(parent, etree.QName(namespace, name), attributes)
    if text:
        node.text = text
    return node


def located(root: etree._Element, namespace: str, schema: str) -> None:
    """Say where the schema of a namespace lies."""
    root.set(etree.QName(XSI, "schemaLocation"), f"{namespace} {schema}")
