"""The texts of pages that a METS file points at: ALTO or hOCR in a group of its own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

_NAMES = {"mets": "http://www.loc.gov/METS/"}
_HREF = "{http://www.w3.org/1999/xlink}href"
_USES = ("FULLTEXT", "ALTO", "HOCR", "OCR", "TEXT")
_MOST_FOLDERS = 100


def texts(root: etree._Element, divs: Sequence[etree._Element], folder: Path) -> list[str | None]:
    """The name of each page's text below the folder; None where it has none, or it is not there.

    What is not where the METS says is looked for by its name in the folder and those within it.
    """
    hrefs = _hrefs(root)
    return [_there(folder, _of(div, hrefs)) for div in divs]


def _hrefs(root: etree._Element) -> Mapping[str, str]:
    """Addresses of files of text by their ids."""
    found: dict[str, str] = {}
    for group in root.findall(".//mets:fileGrp", _NAMES):
        use = (group.get("USE") or "").upper()
        if not any(each in use for each in _USES):
            continue
        for file in group.findall("mets:file", _NAMES):
            place = file.find("mets:FLocat", _NAMES)
            is_picture = (file.get("MIMETYPE") or "").startswith("image/")
            if place is not None and not is_picture and (key := file.get("ID")):
                found[key] = place.get(_HREF) or ""
    return found


def _of(div: etree._Element, hrefs: Mapping[str, str]) -> str:
    ids = (pointer.get("FILEID") or "" for pointer in div.findall("mets:fptr", _NAMES))
    href = next((hrefs[key] for key in ids if key in hrefs), "")
    return href.removeprefix("file://").removeprefix("./")


def _there(folder: Path, href: str) -> str | None:
    if not href:
        return None
    if "://" not in href and _is_below(folder, folder / href):
        return href
    name = href.rpartition("/")[2]
    places = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())[:_MOST_FOLDERS]]
    found = (place / name for place in places if name and _is_below(folder, place / name))
    path = next(found, None)
    return path.relative_to(folder).as_posix() if path else None


def _is_below(folder: Path, path: Path) -> bool:
    try:
        path = path.resolve()
    except (OSError, ValueError):
        return False
    return path.is_relative_to(folder) and path.is_file()
