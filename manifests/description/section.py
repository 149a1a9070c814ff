"""The table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from manifests.description.described import Described, ViewingDirection
from manifests.description.media import Fragment


@dataclass(frozen=True, slots=True)
class PageReference:
    """A page of the same work, or part of it: a column of a newspaper, a minute of a recording."""

    page: str
    fragment: Fragment | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Where a viewer opens the work: a page, and for sound and film the second it starts at."""

    page: str
    time: float | None = None


DEEPEST = 50
"""How deep sections may lie in each other; no book has more, and viewers fail on it."""

SectionItem: TypeAlias = "SectionDescription | PageReference"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDescription(Described):
    """A node of the table of contents (a Range): pages and further sections, in their order.

    A page may stand in several sections. Sections lie at most `DEEPEST` deep in each other. One
    with the behaviour `sequence`, at the top only, is another order of the pages.
    """

    items: tuple[SectionItem, ...]
    start: Start | None = None
    viewing_direction: ViewingDirection | None = None
