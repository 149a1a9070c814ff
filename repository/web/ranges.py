"""Which part of a file a request wants: RFC 9110, section 14."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

_ONE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `first` to `last` of a file, both included, counted from 0."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """The number of bytes."""
        return self.last - self.first + 1


class UnsatisfiableRangeError(ValueError):
    """The range lies outside of the file: 416."""


def wanted(header: str, size: int) -> Span | None:
    """The one part that a `Range` header asks for; None when the whole file is the answer.

    A header that cannot be read, or that asks for several parts, is ignored, as the RFC allows.
    Raises `UnsatisfiableRangeError`.
    """
    match = _ONE.fullmatch(header)
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        length = min(int(match[2]), size)
        if length == 0:
            raise UnsatisfiableRangeError
        return Span(size - length, size - 1)
    first = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    if first >= size:
        raise UnsatisfiableRangeError
    return Span(first, min(last, size - 1))


def still_good(if_range: str, etag: str, modified: datetime) -> bool:
    """Whether the part the client has is of the same file (RFC 9110, 13.1.5); true without one."""
    if not if_range or if_range == etag:
        return True
    if '"' in if_range:
        return False
    try:
        moment = parsedate_to_datetime(if_range)
    except ValueError:
        return False
    return moment.tzinfo is not None and moment == modified.replace(microsecond=0)
