"""METS 1 with MODS: its pages, their files, its table of contents, what it says of the work."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from repository.plans.mets_texts import texts
from repository.plans.plan import Plan, check_references, checked
from repository.plans.remote import Picture, is_remote, unmeasured
from repository.records.reading import mods
from repository.schemas.errors import Fault, FaultyError
from repository.sources import is_scan

NAMES = {"mets": "http://www.loc.gov/METS/", "xlink": "http://www.w3.org/1999/xlink"}
_LARGEST = 64 << 20
_DEEPEST = 60
_HREF = "{http://www.w3.org/1999/xlink}href"
_FROM, _TO = "{http://www.w3.org/1999/xlink}from", "{http://www.w3.org/1999/xlink}to"
# From the one we like best; any other group of pictures comes after these.
_USES = ("MASTER", "ORIGINAL", "ARCHIVE", "MAX", "OCR-D-IMG", "PRESENTATION", "DEFAULT")
_NUMBER = re.compile(r"(\d{1,12})\D*$", re.ASCII)
_MOST_FILES = 20_000


def read_mets(path: Path, picture: Picture = unmeasured) -> Plan:
    """The plan of a METS file; `picture` tells of those on other sites.

    Raises `FaultyError`, `OSError`, and what `picture` raises.
    """
    path = path.resolve()
    root = _parsed(path)
    divs = _pages(root)
    if not divs:
        raise FaultyError([Fault("structMap", "has no pages (div TYPE='page')")])
    files = _files(root, divs, path.parent)
    written = texts(root, divs, path.parent)
    keys = [div.get("ID") or str(number) for number, div in enumerate(divs, start=1)]
    data = _description(root) | {
        "pages": [
            {
                "key": key,
                **({"images": [picture(name)]} if is_remote(name) else {"file": name}),
                **({"text": text} if text else {}),
                **_label(div),
            }
            for key, name, text, div in zip(keys, files, written, divs, strict=True)
        ],
        "sections": _contents(root, set(keys)),
    }
    work = checked(data)
    named = [name for name in (*files, *written) if name and not is_remote(name)]
    check_references(work, files_by_name := {name: path.parent / name for name in named})
    return Plan(str(path), path.parent.name, work, files_by_name)


def _description(root: etree._Element) -> dict[str, Any]:
    """The fields of a work from the first MODS record in a document; none without one."""
    record = next((node for node in root.iter() if mods.is_mods(node)), None)
    return mods.read(record).fields() if record is not None else {}


def read_contents(data: bytes) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The table of contents of a METS, and the names of its pages' files by their keys.

    Sections are as in a plan. Raises `FaultyError`.
    """
    root = _document(data, "mets")
    divs = _pages(root)
    keys = [div.get("ID") or str(number) for number, div in enumerate(divs, start=1)]
    group = _best_group(root, divs)
    names = {key: _href(div, group) or "" for key, div in zip(keys, divs, strict=True)}
    return _contents(root, set(keys)), names


def _parsed(path: Path) -> etree._Element:
    if path.stat().st_size > _LARGEST:
        raise FaultyError([Fault(path.name, f"is larger than {_LARGEST} bytes")])
    return _document(path.read_bytes(), path.name)


def _document(data: bytes, name: str) -> etree._Element:
    # No entities, no network: an XML file must not reach beyond itself.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FaultyError([Fault(name, f"is no XML: {error}")]) from error
    found = root if root.tag == f"{{{NAMES['mets']}}}mets" else root.find(".//mets:mets", NAMES)
    if found is None:
        raise FaultyError([Fault(name, "is no METS")])
    return found


def _pages(root: etree._Element) -> list[etree._Element]:
    divs = root.findall("mets:structMap[@TYPE='PHYSICAL']//mets:div", NAMES)
    divs = divs or root.findall("mets:structMap//mets:div", NAMES)
    found = [div for div in divs if (div.get("TYPE") or "").lower().endswith("page")]
    return sorted(found[:_MOST_FILES], key=lambda div: _order(div.get("ORDER")))


def _order(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 10**9


def _label(div: etree._Element) -> dict[str, Any]:
    text = (div.get("ORDERLABEL") or div.get("LABEL") or "").strip()
    return {"label": {"none": [text]}} if text else {}


def _files(root: etree._Element, divs: Sequence[etree._Element], folder: Path) -> list[str]:
    """The name of each page's picture, below the folder or on another site.

    Scans that lie beside the METS are preferred. Raises `FaultyError`.
    """
    group = _best_group(root, divs)
    wanted = [_href(div, group) for div in divs]
    named = [href if href and _is_below(folder, href) else None for href in wanted]
    if not all(named):
        named = list(_elsewhere(wanted, folder)) or [
            name or (href if href and is_remote(href) else None)
            for name, href in zip(named, wanted, strict=True)
        ]
    faults = [
        Fault(f"pages[{number}].file", f"{href or 'no picture'} is not in the folder")
        for number, (href, name) in enumerate(zip(wanted, named, strict=True))
        if name is None
    ]
    if faults:
        raise FaultyError(faults[:100])
    return [name for name in named if name]


def _best_group(root: etree._Element, divs: Sequence[etree._Element]) -> Mapping[str, str]:
    """File ids and addresses of the pictures in the group that serves most pages."""
    wanted = {ptr.get("FILEID") for div in divs for ptr in div.findall("mets:fptr", NAMES)}
    best: tuple[int, int, dict[str, str]] = (0, 0, {})
    for group in root.findall(".//mets:fileGrp", NAMES):
        use = (group.get("USE") or "").upper()
        found = {
            key: place.get(_HREF) or ""
            for file in group.findall("mets:file", NAMES)
            if (key := file.get("ID") or "") in wanted and _is_picture(file)
            if (place := file.find("mets:FLocat", NAMES)) is not None
        }
        rank = len(_USES) - _USES.index(use) if use in _USES else 0
        best = max(best, (len(found), rank, found), key=lambda each: each[:2])
    return best[2]


def _is_picture(file: etree._Element) -> bool:
    return (file.get("MIMETYPE") or "").startswith("image/")


def _href(div: etree._Element, group: Mapping[str, str]) -> str | None:
    ids = (ptr.get("FILEID") or "" for ptr in div.findall("mets:fptr", NAMES))
    found = next((group[key] for key in ids if key in group), None)
    return found.removeprefix("file://").removeprefix("./") if found else None


def _is_below(folder: Path, href: str) -> bool:
    if "://" in href:
        return False
    path = (folder / href).resolve()
    return path.is_relative_to(folder) and path.is_file()


def _elsewhere(wanted: Sequence[str | None], folder: Path) -> list[str]:
    """Names in the only folder that has all that is named, by name or else by number.

    What a METS points at is often laid out otherwise where it is handed on.
    """
    below = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())[:100]]
    there = [list(_scans(place)) for place in below]
    for mark in (_base, _number):
        marks = [mark(href) for href in wanted]
        found = [{mark(path.name): path for path in scans} for scans in there]
        fitting = [scans for scans in found if all(each in scans for each in marks)]
        if None not in marks and len(fitting) == 1:
            return [fitting[0][each].relative_to(folder).as_posix() for each in marks]
    return []


def _base(name: str | None) -> str | None:
    return name.rpartition("/")[2] if name else None


def _scans(place: Path) -> Iterator[Path]:
    for number, path in enumerate(place.iterdir()):
        if number >= _MOST_FILES:
            return
        if is_scan(path):
            yield path


def _number(name: str | None) -> int | None:
    found = _NUMBER.search((name or "").rpartition("/")[2].rpartition(".")[0])
    return int(found[1]) if found else None


def _contents(root: etree._Element, keys: set[str]) -> list[dict[str, Any]]:
    links: dict[str, list[str]] = {}
    for link in root.findall(".//mets:smLink", NAMES):
        if (page := link.get(_TO) or "") in keys:
            links.setdefault(link.get(_FROM) or "", []).append(page)
    found = root.findall("mets:structMap[@TYPE='LOGICAL']/mets:div", NAMES)
    return [section for div in found for section in _sections(div, links, 1)]


def _sections(div: etree._Element, links: Mapping[str, list[str]], depth: int) -> list[Any]:
    """A section, or where it has no name what is inside it."""
    if depth > _DEEPEST:
        raise FaultyError([Fault("structMap", f"lies more than {_DEEPEST} deep")])
    label = (div.get("LABEL") or "").strip()
    inside = [
        section
        for child in div.findall("mets:div", NAMES)
        for section in _sections(child, links, depth + 1)
    ]
    below = {entry["page"] for section in inside for entry in _entries(section)}
    own = [{"page": page} for page in links.get(div.get("ID") or "", ()) if page not in below]
    if not label:
        return inside
    items = [*own, *inside]
    return [{"label": {"none": [label]}, "items": items}] if items else []


def _entries(section: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in section["items"]:
        if "page" in item:
            yield item
        else:
            yield from _entries(item)
