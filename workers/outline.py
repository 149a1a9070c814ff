"""The bookmarks of a PDF."""

from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2

_MOST = 5000
_DEEPEST = 16
_LONGEST = 500
_SEEN = 20_000  # a hostile document may list nothing that leads anywhere


def outline(path: Path) -> list[list[Any]]:
    """[depth from 0, title, page counted from 0] of each bookmark that leads to a page.

    Empty where there are none, or where they cannot be read: the pages are worth having anyway.
    """
    try:
        with pypdfium2.PdfDocument(path) as document:
            return _read(document)
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return []


def _read(document: pypdfium2.PdfDocument) -> list[list[Any]]:
    found: list[list[Any]] = []
    pages = len(document)
    for mark in islice(document.get_toc(max_depth=_DEEPEST), _SEEN):
        title = " ".join(mark.get_title().split())[:_LONGEST]
        target = mark.get_dest()
        page = target.get_index() if target else None
        if title and page is not None and 0 <= page < pages and len(found) < _MOST:
            found.append([mark.level, title, page])
    return found
