"""Long lists in parts."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from flask import request

_SIZE = 48


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list of `total` entries is shown; parts count from 1."""

    total: int
    part: int
    size: int = _SIZE

    @classmethod
    def of_request(cls, total: int, size: int = _SIZE) -> Self:
        """The part that `?part=` asks for, brought within what there is."""
        asked = request.args.get("part", 1, type=int)
        last = max(1, -(-total // size))
        return cls(total, min(max(asked, 1), last), size)

    @property
    def offset(self) -> int:
        """How many entries come before this part."""
        return (self.part - 1) * self.size

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return max(1, -(-self.total // self.size))


def with_part(part: int) -> str:
    """The query of this request, asking for another part of its list."""
    return urlencode({**request.args.to_dict(), "part": part})
