"""What is wrong with a batch before anything of it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repository.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a row: the column it is in, as the list calls it, and why.

    `code` names a sentence of `repository.reasons`.
    """

    code: str
    params: Mapping[str, str | int]
    column: str = ""

    @classmethod
    def of(cls, error: RefusedError, column: str = "") -> "Problem":
        """The problem that a refusal is."""
        return cls(error.code, dict(error.params), column)

    def kept(self) -> dict[str, Any]:
        """As a row keeps it."""
        return {"column": self.column, "code": self.code, "params": dict(self.params)}
