"""MODS 3: https://www.loc.gov/standards/mods/userguide/."""

from lxml import etree

from repository.fields import type_of
from repository.fields.languages import code_of
from repository.records.reading.card import Card, Draft
from repository.records.reading.dates import edtf
from repository.records.reading.roles import first_role
from repository.records.reading.tongues import tag_of, written_in
from repository.records.rights import rights_in

_MODS = "http://www.loc.gov/mods/v3"
_NAMES = {"mods": _MODS}
_PATHS = {
    "publisher": "mods:originInfo/mods:publisher",
    "extent": "mods:physicalDescription/mods:extent",
    "shelfmark": "mods:location//mods:shelfLocator",
    "note": "mods:note",
    "edition": "mods:originInfo/mods:edition",
    "classification": "mods:classification",
    "identifier": "mods:identifier",
    "coverage": "mods:subject/mods:geographic",
    "subject": "mods:subject/mods:topic",
}
_PLACE = "mods:originInfo/mods:place/mods:placeTerm"
_RESOURCE = "mods:typeOfResource"
_DATES = ("dateIssued", "dateCreated", "copyrightDate", "dateCaptured")


def is_mods(node: etree._Element) -> bool:
    """Whether an element is a record of MODS."""
    return node.tag == f"{{{_MODS}}}mods"


def read(record: etree._Element) -> Card:
    """What a record says."""
    draft = Draft()
    languages = [_text(node) for node in record.findall("mods:language/mods:languageTerm", _NAMES)]
    spoken = list(dict.fromkeys(code for text in languages if (code := code_of(text))))
    _titles(draft, record, spoken)
    _names(draft, record, "mods:name")
    for term, path in _PATHS.items():
        for node in record.findall(path, _NAMES):
            draft.say(term, [_text(node)], _tongue(node) or "none")
    places = (node for node in record.findall(_PLACE, _NAMES) if node.get("type") != "code")
    draft.say("place", [_text(node) for node in places])
    draft.say("date", [_date(record)])
    draft.language(spoken)
    for node in [*record.findall("mods:genre", _NAMES), *record.findall(_RESOURCE, _NAMES)]:
        if (known := type_of(_text(node))) and not any(name == "type" for name, _ in draft.entries):
            draft.kind(known.code)
    draft.say("person", [_name(node) for node in record.findall("mods:subject/mods:name", _NAMES)])
    for node in record.findall("mods:relatedItem[@type='series']", _NAMES):
        draft.say("series", [_title(each) for each in node.findall("mods:titleInfo", _NAMES)])
    for node in record.findall("mods:abstract", _NAMES):
        draft.summarise([_text(node)], _tongue(node) or "none")
    number = record.find("mods:recordInfo/mods:recordIdentifier", _NAMES)
    return draft.card("MODS", _text(number) if number is not None else "", rights=_rights(record))


def _titles(draft: Draft, record: etree._Element, spoken: list[str]) -> None:
    for node in record.findall("mods:titleInfo", _NAMES):
        if node.get("type") in ("abbreviated", "uniform") and draft.titles:
            continue
        if title := _title(node):
            tongue = _tongue(node) or written_in(title, spoken, list(draft.titles))
            if node.get("transliteration") and tongue in draft.titles:
                tongue = f"{tongue}-Latn"
            draft.title(title, tongue)


def _title(node: etree._Element) -> str:
    """The parts in the order they are read in, with signs between them."""
    signs = {"nonSort": "", "title": " ", "subTitle": " : ", "partNumber": ". ", "partName": ". "}
    text = ""
    for child in node:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in signs and (said := _text(child)):
            glued = text.endswith(("'", "’", "«", "(", "["))
            text += (signs[name] if text and not glued else "") + said
    return text


def _names(draft: Draft, record: etree._Element, path: str) -> None:
    for node in record.findall(path, _NAMES):
        said = [_text(role) for role in node.findall("mods:role/mods:roleTerm", _NAMES)]
        draft.name(_name(node), first_role(said), author=not said)


def _name(node: etree._Element) -> str:
    shown = node.find("mods:displayForm", _NAMES)
    if shown is not None and _text(shown):
        return _text(shown)
    parts: dict[str, list[str]] = {"date": [], "termsOfAddress": [], "": []}
    for part in node.findall("mods:namePart", _NAMES):
        kind = part.get("type") or ""
        parts[kind if kind in parts else ""].append(_text(part))
    name = ", ".join(text for text in parts[""] if text)
    extra = [text for text in [*parts["termsOfAddress"], *parts["date"]] if text]
    return f"{name} ({', '.join(extra)})" if name and extra else name


def _date(record: etree._Element) -> str:
    for name in _DATES:
        nodes = record.findall(f"mods:originInfo/mods:{name}", _NAMES)
        ends = {node.get("point"): edtf(_text(node)) for node in nodes if node.get("point")}
        if ends.get("start") and ends.get("end"):
            return f"{ends['start']}/{ends['end']}"
        texts = [_text(node) for node in sorted(nodes, key=lambda n: n.get("keyDate") != "yes")]
        if found := next((year for text in texts if (year := edtf(text))), ""):
            return found
    return ""


def _rights(record: etree._Element) -> str:
    return rights_in(
        " ".join([_text(node), *(str(value) for value in node.attrib.values())])
        for node in record.findall("mods:accessCondition", _NAMES)
    )


def _tongue(node: etree._Element) -> str:
    own = node.get("{http://www.w3.org/XML/1998/namespace}lang") or node.get("lang") or ""
    return tag_of(own)


def _text(node: etree._Element) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split())
