"""MARC in XML, in JSON and as lines: the same structure in other clothes."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pymarc import Field, Indicators, Record, Subfield

from repository.errors import RefusedError

# =245  10$aTitle (MarcEdit), or 200 1# $aTitle as catalogues show it
_LINE = re.compile(r"=?(\d{3})[ \t]{1,2}(.*)", re.ASCII)
_MARKS = re.compile(r"([0-9_#\\ ]{0,2}) ?(?=[$‡|▼\x1f][0-9a-z])")
_CODE = re.compile(r"[$‡|▼\x1f]([0-9a-z])")
_EMPTY_LEADER = " " * 24
_MOST_FIELDS = 5000


def is_marcxml(node: etree._Element) -> bool:
    """Whether an element is a record of MARC, in any of its namespaces."""
    return _name(node) == "record" and any(
        _name(child) in ("datafield", "controlfield") for child in node
    )


def record_of(node: etree._Element) -> Record:
    """The record of an element."""
    leader, fields = _EMPTY_LEADER, []
    for child in node:
        if _name(child) == "leader":
            leader = (child.text or "").ljust(24)[:24]
        elif _name(child) == "controlfield":
            fields.append(Field(child.get("tag") or "", data=child.text or ""))
        elif _name(child) == "datafield":
            fields.append(_datafield(child))
    return Record(fields=fields, leader=leader)


def _datafield(node: etree._Element) -> Field:
    marks = Indicators((node.get("ind1") or " ")[:1], (node.get("ind2") or " ")[:1])
    subfields = [
        Subfield((part.get("code") or " ")[:1], "".join(part.itertext()))
        for part in node
        if _name(part) == "subfield"
    ]
    return Field(node.get("tag") or "", indicators=marks, subfields=subfields)


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def from_json(text: str) -> list[Record]:
    """MARC-in-JSON: one record or a list. Raises `RefusedError`."""
    try:
        data = json.loads(text, strict=False)
        return [_from_object(each) for each in (data if isinstance(data, list) else [data])]
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        AssertionError,
        RecursionError,
    ) as error:
        raise RefusedError("record-unknown") from error


def _from_object(data: dict[str, object]) -> Record:
    parts = data["fields"]
    assert isinstance(parts, list)
    fields = [
        _from_part(str(tag), content)
        for part in parts[:_MOST_FIELDS]
        for tag, content in part.items()
    ]
    return Record(fields=fields, leader=str(data["leader"]).ljust(24)[:24])


def _from_part(tag: str, content: Any) -> Field:
    if isinstance(content, str):
        return Field(tag, data=content)
    marks = Indicators(str(content["ind1"])[:1], str(content["ind2"])[:1])
    subfields = [
        Subfield(str(code)[:1], str(value))
        for part in content["subfields"]
        for code, value in part.items()
    ]
    return Field(tag, indicators=marks, subfields=subfields)


def from_lines(text: str) -> list[Record]:
    """Records as lines `TAG marks $a…`; a blank line or `LDR` begins the next one."""
    records: list[list[Field]] = []
    fresh = True
    for line in text.splitlines():
        bare = line.strip()
        if not bare or bare.lstrip("=")[:3].upper() in ("LDR", "000"):
            fresh = True
        if found := _LINE.match(bare):
            if fresh or not records:
                records.append([])
                fresh = False
            records[-1].extend(_of_line(found[1], found[2]))
    return [Record(fields=fields, leader=_EMPTY_LEADER) for fields in records if fields]


def _of_line(tag: str, rest: str) -> Iterator[Field]:
    if tag.startswith("00"):
        yield Field(tag, data=rest)
        return
    found = _MARKS.match(rest)
    if found is None:
        return
    marks = re.sub(r"[_#\\]", " ", found[1]).ljust(2)
    parts = _CODE.split(rest[found.end() :])[1:]
    subfields = [
        Subfield(code, value.strip()) for code, value in zip(parts[::2], parts[1::2], strict=True)
    ]
    yield Field(tag, indicators=Indicators(marks[0], marks[1]), subfields=subfields)
