"""What a search within a work finds, and what is written on one of its pages."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Granularity: TypeAlias = Literal["line", "word"]
Xywh: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class WrittenDescription:
    """A line or a word of a page: `id` is unique among its like, `xywh` in the page's pixels."""

    id: str
    text: str
    xywh: Xywh


@dataclass(frozen=True, slots=True)
class PageTextDescription:
    """All lines of a page, or all words; `language` is a tag of BCP 47, "" when unknown."""

    granularity: Granularity
    written: tuple[WrittenDescription, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class HitDescription:
    """A place where what was looked for stands: on one line of a page, or on several.

    `match` is the text that was found, `before` and `after` what stands around it.
    """

    page: str
    spots: tuple[WrittenDescription, ...]
    match: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FoundDescription:
    """Some of what was found: `hits` from the one numbered `start` on, counted from 0.

    `total` counts all of them and is None when that would take too long; `more` says that there
    are further ones. `start_spot` and `total_spots` count those on several lines several times.
    """

    hits: tuple[HitDescription, ...]
    start: int
    total: int | None
    start_spot: int
    total_spots: int | None
    more: bool


@dataclass(frozen=True, slots=True)
class TermDescription:
    """A word that a search would find; `total` times, None when that was not counted."""

    value: str
    total: int | None = None
