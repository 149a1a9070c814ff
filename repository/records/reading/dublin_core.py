"""Dublin Core: the fifteen elements and the terms that refine them, bare or as OAI-PMH has them."""

from collections.abc import Iterator

from lxml import etree

from repository.fields import type_of
from repository.fields.languages import code_of
from repository.records.reading.card import Card, Draft
from repository.records.reading.dates import edtf
from repository.records.reading.tongues import tag_of, written_in
from repository.records.rights import rights_in

_ELEMENTS = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FIELD_OF = {
    "creator": "creator", "contributor": "contributor", "publisher": "publisher",
    "subject": "subject", "format": "extent", "extent": "extent",
    "identifier": "identifier", "source": "source", "relation": "series",
    "isPartOf": "series", "coverage": "coverage", "spatial": "coverage", "medium": "extent",
}  # fmt: skip
_DATES = ("date", "issued", "created")


def is_dublin_core(node: etree._Element) -> bool:
    """Whether an element holds Dublin Core that has a title."""
    return any(_name(child) == "title" for child in node)


def read(node: etree._Element) -> Card:
    """What the elements say."""
    draft = Draft()
    said = list(_said(node))
    spoken = [code for name, text, _ in said if name == "language" and (code := code_of(text))]
    for name, text, language in said:
        if name in ("title", "alternative"):
            draft.title(text, language or written_in(text, spoken, list(draft.titles)))
        elif name in ("description", "abstract"):
            draft.summarise([text], language or "none")
        elif name in _DATES:
            draft.say("date", [edtf(text) or text])
        elif name in _FIELD_OF:
            draft.say(_FIELD_OF[name], [text], language or "none")
    draft.language(spoken)
    for known in (type_of(text) for name, text, _ in said if name == "type"):
        if known:
            draft.kind(known.code)
    rights = rights_in(text for name, text, _ in said if name in ("rights", "license"))
    return draft.card("Dublin Core", rights=rights)


def _said(node: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Element, text and language of all that is said."""
    for child in node:
        text = " ".join("".join(str(part) for part in child.itertext()).split())
        if (name := _name(child)) and text:
            yield name, text, tag_of(child.get(_LANGUAGE) or child.get("lang") or "")


def _name(node: etree._Element) -> str:
    if not isinstance(node.tag, str):
        return ""
    name = etree.QName(node)
    return name.localname if name.namespace in (_ELEMENTS, _TERMS) else ""
