"""Small ranged reads from a bucket, at a tenth of what the SDK spends on one.

boto3 takes about a millisecond of processor time for each request, most of it for signing and for
building the answer. Here an object's address is signed once (a range is not part of what is
signed) and asked for again and again over connections that stay open.
"""

import http.client
import ssl
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from storage.errors import ObjectNotFoundError, StorageUnavailableError

SIGNED_FOR = 3600
"""Seconds a signed address is good for."""

_RENEWED_AFTER = SIGNED_FOR - 600
_IDLE = 16
_BACKOFF = 0.1  # seconds, doubled each time

_Connection = http.client.HTTPConnection


class Connections:
    """Open connections to one server; each is used by one thread at a time."""

    def __init__(self, *, attempts: int, connect_timeout: float, read_timeout: float) -> None:
        """Time-outs in seconds."""
        self.attempts = attempts
        self._connect_timeout, self._read_timeout = connect_timeout, read_timeout
        self._idle: list[_Connection] = []

    def __del__(self) -> None:
        for connection in self._idle:
            connection.close()

    def get(self, url: str, first: int, last: int) -> tuple[int, bytes]:
        """Status and body of a request for the bytes `first` to `last`.

        The body is empty unless it is that range. Raises `OSError` or `HTTPException`.
        """
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}"
        headers = {"Range": f"bytes={first}-{last}"}
        while True:
            kept = self._taken()
            connection = kept or self._opened(parts.scheme, parts.netloc)
            try:
                return self._asked(connection, target, headers)
            except (OSError, http.client.HTTPException):
                connection.close()
                if kept is None:
                    raise
                # The server had closed it while it lay idle: not a failure yet.

    def _asked(
        self, connection: _Connection, target: str, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        # Some servers send a range with status 200; without the header it would be the whole.
        partial = answer.status in (200, 206) and answer.getheader("Content-Range") is not None
        if answer.status == 200 and not partial:
            connection.close()
            raise http.client.HTTPException("the S3 server does not serve ranges")
        body = answer.read()
        if answer.will_close or len(self._idle) >= _IDLE:
            connection.close()
        else:
            self._idle.append(connection)
        return answer.status, body if partial else b""

    def _taken(self) -> _Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _opened(self, scheme: str, netloc: str) -> _Connection:
        wait = self._connect_timeout
        connection = (
            http.client.HTTPSConnection(netloc, timeout=wait, context=ssl.create_default_context())
            if scheme == "https"
            else http.client.HTTPConnection(netloc, timeout=wait)
        )
        connection.connect()
        connection.sock.settimeout(self._read_timeout)
        return connection


class S3Ranges:
    """An object read range by range. `sign` gives its address, good for `SIGNED_FOR` seconds."""

    __slots__ = ("_connections", "_key", "_sign", "_signed", "_url")

    path = None

    def __init__(self, connections: Connections, key: str, sign: Callable[[], str]) -> None:
        self._connections, self._key, self._sign = connections, key, sign
        self._url, self._signed = "", -float(SIGNED_FOR)

    def read(self, offset: int, length: int) -> bytes:
        """One ranged request; see `Ranges.read`."""
        if length == 0:
            return b""
        problem: object = None
        for attempt in range(self._connections.attempts):
            if attempt:
                time.sleep(min(2.0, _BACKOFF * 2 ** (attempt - 1)))
            try:
                status, body = self._connections.get(self._address(), offset, offset + length - 1)
            except (OSError, http.client.HTTPException) as error:
                problem = error
                continue
            if status in (200, 206):
                return body
            if status == 416:
                return b""
            if status == 404:
                raise ObjectNotFoundError(self._key)
            problem = f"status {status}"
            self._signed = -float(SIGNED_FOR)  # 403: the keys may have been changed
        raise StorageUnavailableError(f"{self._key}: {problem}")

    def at_hand(self, offset: int, length: int) -> bytes | None:  # noqa: ARG002
        """None: a bucket is on a network; see `Ranges.at_hand`."""
        return None

    def _address(self) -> str:
        if time.monotonic() - self._signed > _RENEWED_AFTER:
            self._url = self._sign()
            self._signed = time.monotonic()
        return self._url
