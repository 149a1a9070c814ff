"""What is wrong with a document, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self, TypeAlias

Kind: TypeAlias = Literal["work", "collection", "page", "section"]

_KINDS: dict[str, Kind] = {
    "Manifest": "work",
    "Collection": "collection",
    "Canvas": "page",
    "Range": "section",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The work, page or section that a problem is about, as its document names it."""

    kind: Kind
    id: str = ""
    label: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: `code` is a key of `problems.SENTENCES`, `params` what its words need.

    `path` leads through the JSON document: `items[3].thumbnail[0].width`.
    """

    code: str
    path: str
    subject: Subject
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document the check is."""

    path: str
    subject: Subject

    def at(self, name: str, index: int | None = None) -> Self:
        """A property of this object, or an item of one that is a list."""
        step = name if index is None else f"{name}[{index}]"
        return replace(self, path=f"{self.path}.{step}" if self.path else step)

    def of(self, node: Mapping[str, Any]) -> Self:
        """The same place, as a part of the work, page or section that `node` is."""
        kind = _KINDS.get(str(node.get("type")))
        if kind is None:
            return self
        label = node.get("label")
        known = label if isinstance(label, Mapping) else {}
        return replace(self, subject=Subject(kind, str(node.get("id", "")), known))

    def problem(self, code: str, **params: object) -> Problem:
        """A problem at this place."""
        return Problem(code, self.path, self.subject, {k: str(v) for k, v in params.items()})
