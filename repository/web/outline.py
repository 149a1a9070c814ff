"""The table of contents as a plain list of links to the pages where its sections begin."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from repository.arranging.contents import Tree, contents
from repository.models.base import LanguageMap

_MOST = 300
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A section, so deep below the top; readers open its first page under `number`."""

    label: LanguageMap
    depth: int
    number: int


def outline(session: Session, work_id: str, page_ids: Sequence[str]) -> list[Entry]:
    """The first 300 sections in their order, of those that have a page among these."""
    numbers = {page_id: number for number, page_id in enumerate(page_ids, start=1)}
    return list(islice(_entries(contents(session, work_id), numbers, 0), _MOST))


def _entries(tree: Tree, numbers: Mapping[str, int], depth: int) -> Iterator[Entry]:
    for node in tree:
        if "id" not in node or depth >= _DEEPEST:
            continue
        if number := _first(node, numbers):
            yield Entry(node["label"], depth, number)
            yield from _entries(node["items"], numbers, depth + 1)


def _first(node: Mapping[str, Any], numbers: Mapping[str, int]) -> int:
    """The number of the first page in a section and in those below it; 0 when none is shown."""
    found, waiting = 0, [node]
    while waiting:
        inside = waiting.pop()
        number = numbers.get(inside.get("page", ""), 0)
        found = min(found or number, number or found)
        waiting += inside.get("items", ())
    return found
