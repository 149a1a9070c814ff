"""What MODS says of a work, as far as our fields have a place for it."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from repository.fields import entry_of
from repository.fields.languages import code_of, labels

_NAMES = {"mods": "http://www.loc.gov/mods/v3"}
_PATHS = {
    "date": "mods:originInfo/mods:dateIssued",
    "place": "mods:originInfo/mods:place/mods:placeTerm[@type='text']",
    "publisher": "mods:originInfo/mods:publisher",
    "edition": "mods:originInfo/mods:edition",
    "language": "mods:language/mods:languageTerm",
    "type": "mods:genre",
    "subject": "mods:subject/mods:topic",
    "person": "mods:subject/mods:name/mods:namePart",
    "coverage": "mods:subject/mods:geographic",
    "classification": "mods:classification",
    "shelfmark": "mods:location/mods:shelfLocator",
    "extent": "mods:physicalDescription/mods:extent",
    "note": "mods:note",
}
_RIGHTS = re.compile(
    r"https?://(?:www\.)?((?:creativecommons\.org/(?:licenses|publicdomain)|rightsstatements\.org"
    r"/(?:vocab|page))/[A-Za-z0-9.+/-]+)"
)


def read_work(root: etree._Element) -> dict[str, Any]:
    """The fields of a work from the first MODS record in a document; none without one."""
    record = root.find(".//mods:mods", _NAMES)
    if record is None:
        return {}
    found: dict[str, Any] = {"metadata": list(_metadata(record))}
    titles = record.findall("mods:titleInfo/mods:title", _NAMES)
    if titles and (title := _text(titles[0])):
        found["label"] = {"none": [title]}
    abstract = record.find("mods:abstract", _NAMES)
    if abstract is not None and _text(abstract):
        found["summary"] = {"none": [_text(abstract)]}
    if rights := _rights(record):
        found["rights"] = rights
    return found


def _metadata(record: etree._Element) -> Iterator[dict[str, Any]]:
    names = [_name(name) for name in record.findall("mods:name", _NAMES)]
    yield from _entry("creator", [name for name in names if name])
    for name, path in _PATHS.items():
        yield from _entry(name, [_text(node) for node in record.findall(path, _NAMES)])


def _entry(name: str, values: list[str]) -> Iterator[dict[str, Any]]:
    said = list(dict.fromkeys(value for value in values if value))[:100]
    if name == "language":
        yield from _languages(said)
    elif said:
        yield entry_of(name, {"none": said})


def _languages(said: list[str]) -> Iterator[dict[str, Any]]:
    codes = dict.fromkeys(code_of(value) for value in said)
    for code in codes:
        if code:
            yield entry_of("language", labels(code), code)
    unknown = [value for value in said if not code_of(value)]
    if unknown:
        yield entry_of("language", {"none": unknown})


def _name(name: etree._Element) -> str:
    shown = name.find("mods:displayForm", _NAMES)
    if shown is not None and _text(shown):
        return _text(shown)
    parts = [_text(part) for part in name.findall("mods:namePart", _NAMES)]
    return ", ".join(part for part in parts if part)


def _rights(record: etree._Element) -> str:
    for node in record.findall("mods:accessCondition", _NAMES):
        said = " ".join([_text(node), *(str(value) for value in node.attrib.values())])
        if found := _RIGHTS.search(said):
            return f"http://{found[1].rstrip('/')}/"
    return ""


def _text(node: etree._Element) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split())
