"""What a document holds under which id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from manifests.check.problem import Place, Problem


@dataclass(slots=True)
class Index:
    """The canvases of a manifest, and every id that something in it has for its own."""

    canvases: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def claim(self, node: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        """Note the id of a node; a problem when something else has it."""
        own = node.get("id")
        if not isinstance(own, str):
            return
        if own in self.taken:
            yield place.problem("same-id", value=own)
        self.taken.add(own)
