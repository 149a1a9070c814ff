"""What somebody asks a search within a work for, and the addresses of its parts."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from manifests.addresses import Addresses, Version

LIMIT = 50
"""So many hits are in one answer."""
FARTHEST = 100_000
LONGEST = 2000
IGNORED = ("motivation", "date", "user")
"""Filters of annotations that are not ours: all that is written is supplementing, by nobody."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A query in a work: hits from the one numbered `start` on, counted from 0.

    Their canvases are those of a version of the Presentation API, `presentation`.
    `ignored` are the parameters that make no difference.
    """

    work: str
    version: Literal[1, 2]
    query: str
    base_url: str
    presentation: Version = 3
    start: int = 0
    ignored: tuple[str, ...] = ()

    @property
    def at(self) -> Addresses:
        """The addresses of the version of the Presentation API that goes with it."""
        return Addresses(self.base_url, self.presentation)

    @property
    def whole(self) -> str:
        """The address of all that is found."""
        return f"{self.at.search(self.work, self.version)}?q={quote(self.query, safe='')}"

    def part(self, start: int) -> str:
        """The address of the hits from one on."""
        return f"{self.whole}&start={start}"

    def last(self, total: int) -> str:
        """The address of the last hits of so many."""
        return self.part((max(0, total - 1) // LIMIT) * LIMIT)

    def before(self) -> int | None:
        """Where the part before this one starts; None for the first."""
        return max(0, self.start - LIMIT) if self.start else None
