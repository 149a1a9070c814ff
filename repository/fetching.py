"""Fetching from other sites: bounded in bytes and time, never from a private network."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from urllib.parse import urljoin, urlsplit

from repository.errors import RefusedError

_BLOCK = 1 << 18
_SECONDS_WITHOUT_AN_ANSWER = 20.0
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How much is taken of one address: `largest` bytes within `seconds`.

    Addresses of private networks, and of this machine, are refused unless `private` is set: what
    a manifest names must not reach what only this server can.
    """

    largest: int
    seconds: float
    private: bool = False

    def text(self, address: str, accept: str) -> bytes:
        """The content of an address. Raises `RefusedError`."""
        return b"".join(self.blocks(address, accept))

    def file(self, address: str, path: Path) -> None:
        """The content of an address as a file. Raises `RefusedError`, `OSError`."""
        with path.open("wb") as target:
            for block in self.blocks(address, "image/*"):
                target.write(block)

    def blocks(self, address: str, accept: str) -> Generator[bytes]:
        """The content of an address as it comes; may be closed early. Raises `RefusedError`."""
        deadline = time.monotonic() + self.seconds
        try:
            with self._opened(address, accept, deadline) as response:
                yield from self._read(address, response, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._check_time(address, deadline)
            raise RefusedError("fetch-failed", address=address, reason=str(error)) from error

    def _read(
        self, address: str, response: http.client.HTTPResponse, deadline: float
    ) -> Iterator[bytes]:
        taken = 0
        while block := response.read1(_BLOCK):
            taken += len(block)
            if taken > self.largest:
                raise RefusedError("fetch-too-large", address=address, largest=self.largest)
            yield block
        self._check_time(address, deadline)

    @contextmanager
    def _opened(
        self, address: str, accept: str, deadline: float
    ) -> Iterator[http.client.HTTPResponse]:
        for _ in range(_MOST_REDIRECTS + 1):
            self._check_time(address, deadline)
            with (
                self._connected(address, deadline) as connection,
                closing(_asked(connection, address, accept)) as response,
            ):
                self._check_time(address, deadline)
                further = response.getheader("Location")
                if response.status not in _REDIRECTS or not further:
                    if response.status != 200:
                        reason = f"{response.status} {response.reason}"
                        raise RefusedError("fetch-failed", address=address, reason=reason)
                    yield response
                    return
            address = urljoin(address, further)
        raise RefusedError("fetch-failed", address=address, reason="it redirects in a circle")

    @contextmanager
    def _connected(self, address: str, deadline: float) -> Iterator[http.client.HTTPConnection]:
        """Connected to an address that was looked at: a name may mean another the next time."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RefusedError("fetch-no-address", address=address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
        if not self.private and not all(_is_public(str(each[4][0])) for each in found):
            raise RefusedError("fetch-private", address=address)
        place = (str(found[0][4][0]), port)
        with socket.create_connection(place, _SECONDS_WITHOUT_AN_ANSWER) as line:
            # Reading waits anew for every byte: who sends one at a time is cut off here.
            lines = [line]
            watch = Timer(max(0.0, deadline - time.monotonic()), _hang_up, [lines])
            watch.start()
            try:
                if parts.scheme == "https":
                    lines.append(_secured(line, parts.hostname))
                made = http.client.HTTPConnection(parts.hostname, port)
                made.sock = lines[-1]
                with lines[-1], closing(made):
                    yield made
            finally:
                watch.cancel()

    def _check_time(self, address: str, deadline: float) -> None:
        if time.monotonic() >= deadline:
            raise RefusedError("fetch-too-slow", address=address, seconds=int(self.seconds))


def _asked(
    connection: http.client.HTTPConnection, address: str, accept: str
) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": "Keruen"}
    connection.request("GET", target, headers=headers)
    return connection.getresponse()


def _secured(line: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(line, server_hostname=host)


def _hang_up(lines: list[socket.socket]) -> None:
    for line in lines:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _is_public(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_global
