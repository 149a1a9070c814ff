"""What granian hands over for a request: the part of its protocol RSGI that is used here.

https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md, version 1.6.
"""

from collections.abc import AsyncIterator
from typing import Protocol

from imageserver.answer import Headers


class HeaderMap(Protocol):
    """The headers of a request by their names in small letters; ASCII values only."""

    def __contains__(self, name: str) -> bool:
        """Whether it was sent."""
        ...

    def get_all(self, name: str) -> list[str]:
        """All of that name."""
        ...

    def keys(self) -> list[str]:
        """Each name once."""
        ...

    def items(self) -> list[tuple[str, str]]:
        """Names and values in turn; values that are not ASCII are left out."""
        ...


class Scope(Protocol):
    """A request apart from its body."""

    @property
    def http_version(self) -> str:
        """Like "1.1"."""
        ...

    @property
    def scheme(self) -> str:
        """Either "http" or "https"."""
        ...

    @property
    def method(self) -> str:
        """Like "GET"."""
        ...

    @property
    def path(self) -> str:
        """Percent-decoded; what is no UTF-8 has become U+FFFD."""
        ...

    @property
    def query_string(self) -> str:
        """What follows the question mark, as it was sent."""
        ...

    @property
    def authority(self) -> str | None:
        """Host and port out of the request line, where they stand there."""
        ...

    @property
    def server(self) -> str:
        """Our address and port."""
        ...

    @property
    def client(self) -> str:
        """Address and port of who asks."""
        ...

    @property
    def headers(self) -> HeaderMap:
        """The headers."""
        ...


class Exchange(Protocol):
    """The body of a request and the way back; the answer may be given from any thread, once."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The body, piece by piece as it comes, some of them empty; only in the event loop.

        A client that goes away ends it like the last byte would.
        """
        ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer whole."""
        ...

    def response_file(self, status: int, headers: Headers, file: str) -> None:
        """Answer with what a file holds, read as quickly as the client takes it."""
        ...


def host_of(address: str) -> str:
    """The address without its port, without the brackets of IPv6."""
    return address.rpartition(":")[0].strip("[]")
