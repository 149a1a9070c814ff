"""A WSGI application (PEP 3333) behind RSGI: environ, body, and the answer whole or in pieces.

Everything here but `Body`'s coroutine runs in the thread that waits for the application.
"""

import asyncio
import fcntl
import io
import os
import select
import sys
import termios
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from typing import Any

from imageserver.answer import Answer, Headers
from imageserver.front import Environ, WsgiApp
from imageserver.rsgi import Exchange, Scope, host_of

_WHOLE = 256 << 10
"""Bytes of an answer in several pieces up to which it is sent as one."""

_OPENED_IN, _FORGOTTEN_IN = 5.0, 60.0  # seconds
_FIXED = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "Granian",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": False,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}


def respond(
    app: WsgiApp, scope: Scope, exchange: Exchange, loop: asyncio.AbstractEventLoop
) -> Answer | None:
    """Have the application answer; returns when its last byte is on the way.

    An answer that puts the client off for a while is not sent but returned. Raises what the
    application raises, for whoever logs it and answers 500.
    """
    started = _Started()
    found = app(environ(scope, _body(scope, exchange, loop)), started)
    try:
        return _send(found, started, scope.method, exchange, loop)
    finally:
        close = getattr(found, "close", None)
        if close is not None:
            close()


def environ(scope: Scope, body: io.BufferedIOBase) -> Environ:
    """The same names and values as granian's own WSGI gives, but for the process's environment."""
    found: Environ = _FIXED | {
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host_of(scope.server),
        "SERVER_PORT": scope.server.rpartition(":")[2],
        "REMOTE_ADDR": host_of(scope.client),
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
    }
    sent: dict[str, str] = {}
    for name, value in scope.headers.items():
        if name not in sent:
            sent[name] = value
        elif name not in ("content-type", "content-length"):
            sent[name] += (";" if name == "cookie" else ",") + value
    for name in scope.headers.keys():  # noqa: SIM118 - granian's is no mapping
        found[_key(name)] = sent.get(name, "")
    if "HTTP_HOST" not in found:
        found["HTTP_HOST"] = scope.authority or ""
    return found


@lru_cache(maxsize=500)
def _key(name: str) -> str:
    """The name of a header in an environ."""
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def _body(scope: Scope, exchange: Exchange, loop: asyncio.AbstractEventLoop) -> io.BufferedIOBase:
    headers = scope.headers
    framed = "content-length" in headers or "transfer-encoding" in headers
    if not framed and scope.http_version.startswith("1"):
        return io.BytesIO()  # RFC 9112, 6.3: there is none
    return io.BufferedReader(Body(exchange, loop))


class Body(io.RawIOBase):
    """The body of a request, fetched from the event loop piece by piece: one in memory at a time.

    It ends early, without an error, when the client goes away, as granian's own WSGI does it.
    """

    def __init__(self, exchange: Exchange, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._exchange, self._loop = exchange, loop
        self._pieces: Any = None
        self._rest: memoryview | None = memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, room: Any) -> int:
        """Fill some of `room`; returns the number of bytes, 0 at the end."""
        while self._rest is not None and not self._rest:
            self._rest = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
        if self._rest is None:
            return 0
        count = min(len(room), len(self._rest))
        room[:count], self._rest = self._rest[:count], self._rest[count:]
        return count

    async def _next(self) -> memoryview | None:
        if self._pieces is None:
            self._pieces = aiter(self._exchange)
        try:
            return memoryview(await anext(self._pieces))
        except StopAsyncIteration:
            return None


class _Started:
    """`start_response`, and what it was told."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: Headers = []
        self.written: list[bytes] = []
        self.sent = False

    def __call__(
        self, status: str, headers: Headers, exc_info: Any = None
    ) -> Callable[[bytes], None]:
        if self.sent and exc_info:
            raise exc_info[1].with_traceback(exc_info[2])
        self.status, self.headers = int(status.split(" ", 1)[0]), headers
        return self.written.append


def _send(
    found: Iterable[bytes],
    started: _Started,
    method: str,
    exchange: Exchange,
    loop: asyncio.AbstractEventLoop,
) -> Answer | None:
    """Whole when it is small or one piece, however large, for then no thread waits with it."""
    pieces, held, size = iter(found), [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _WHOLE and len(held) > 1:
            break
    else:
        started.sent = True
        answer = Answer(started.status, started.headers, b"".join([*started.written, *held]))
        if answer.puts_off:
            return answer
        exchange.response_bytes(answer.status, answer.headers, answer.body)
        return None
    started.sent = True
    if method == "HEAD":
        exchange.response_file(started.status, started.headers, os.devnull)
        return None
    with suppress(BrokenPipeError):  # the client has gone
        _stream(filter(None, chain(started.written, held, pieces)), started, exchange, loop)
    return None


def _stream(
    pieces: Iterator[bytes],
    started: _Started,
    exchange: Exchange,
    loop: asyncio.AbstractEventLoop,
) -> None:
    """Through a pipe that granian reads as the client takes it: a full one makes this thread wait.

    The protocol's own streams cannot be used: what is sent there is put into memory without bounds,
    as quickly as it can be read. None of the `pieces` is empty. Raises `BrokenPipeError`.
    """
    reader, writer = os.pipe()
    try:
        exchange.response_file(started.status, started.headers, f"/dev/fd/{reader}")
        first = next(pieces)
        os.write(writer, first[: select.PIPE_BUF])
        if not _is_read(reader):
            return  # the client went before the answer
        os.close(reader)  # from here on a client that goes away breaks the pipe
        reader = -1
        for piece in chain([first[select.PIPE_BUF :]], pieces):
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(writer, rest) :]
    finally:
        os.close(writer)
        if reader >= 0:
            # Granian may still open what has this number: for a while it must be nothing else's.
            loop.call_soon_threadsafe(loop.call_later, _FORGOTTEN_IN, os.close, reader)


def _is_read(reader: int) -> bool:
    """Whether what was written into a pipe is taken out of it within a few seconds."""
    deadline, pause = time.monotonic() + _OPENED_IN, 0.0002
    while int.from_bytes(fcntl.ioctl(reader, termios.FIONREAD, bytes(4)), sys.byteorder):
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
        pause = min(2 * pause, 0.05)
    return True
