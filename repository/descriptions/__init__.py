"""A work's description as librarians see it: parts with rows, however they are kept."""

from repository.descriptions.check import Finding, checked, checked_all
from repository.descriptions.parts import PARTS, SITE, Part
from repository.descriptions.row import Description, Row, read
from repository.descriptions.write import write

__all__ = [
    "PARTS",
    "SITE",
    "Description",
    "Finding",
    "Part",
    "Row",
    "checked",
    "checked_all",
    "read",
    "write",
]
