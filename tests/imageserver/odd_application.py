"""A WSGI application that does what a server must stand; granian starts it by either interface."""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from imageserver.answer import Answer
from imageserver.application import Application
from imageserver.rsgi import Scope

Way = Callable[[dict[str, Any], Callable[..., Any], dict[str, int]], Iterable[bytes]]
PIECE = 100_000
_LOG = Path(os.environ["ODD_LOG"])


def note(word: str) -> None:
    with _LOG.open("a") as log:
        log.write(f"{word}\n")


class Pieces:
    """`count` pieces; after `fails` of them, if that is told, an error."""

    def __init__(self, count: int, fails: int = -1) -> None:
        self._count, self._fails, self._given = count, fails, 0
        note("begun")

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._given == self._fails:
            raise LookupError("told to fail")
        if self._given == self._count:
            raise StopIteration
        self._given += 1
        if self._given % 100 == 0:
            note(f"given {self._given}")
        return self._given.to_bytes(4, "big") * (PIECE // 4)

    def close(self) -> None:
        note("closed")


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    query = parse_qs(environ["QUERY_STRING"])
    asked = {name: int(values[-1]) for name, values in query.items() if values[-1].isdecimal()}
    name = environ["PATH_INFO"].strip("/")
    answer: Way = _ANSWERS.get(name, _environ)
    return answer(environ, start_response, asked)


def _environ(environ: dict[str, Any], start: Callable[..., Any], _: Any) -> Iterable[bytes]:
    plain = {k: v for k, v in environ.items() if k not in os.environ and k != "wsgi.errors"}
    plain["wsgi.input"] = environ["wsgi.input"].read().decode()
    start("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(plain).encode()]


def _read(environ: dict[str, Any], start: Callable[..., Any], asked: Any) -> Iterable[bytes]:
    """The number of bytes, read some at a time, and the most memory that this has taken."""
    total = 0
    while block := environ["wsgi.input"].read(asked["block"]):
        total += len(block)
        time.sleep(asked.get("pause", 0) / 1000)
    note(f"read {total}")
    start("200 OK", [])
    return [str(total).encode()]


def _lines(environ: dict[str, Any], start: Callable[..., Any], _: Any) -> Iterable[bytes]:
    body = environ["wsgi.input"]
    start("200 OK", [])
    return [repr([body.readline(), *body]).encode()]


def _pieces(_: Any, start: Callable[..., Any], asked: dict[str, int]) -> Iterable[bytes]:
    headers = [("Content-Length", str(asked["length"]))] if "length" in asked else []
    start("200 OK", headers)
    return Pieces(asked["count"], asked.get("fails", -1))


def _written(_: Any, start: Callable[..., Any], asked: dict[str, int]) -> Iterable[bytes]:
    """By the old way, too (PEP 3333, "The write() Callable")."""
    start("200 OK", [])(b"first ")
    return [b"second"]


def _late(_: Any, start: Callable[..., Any], asked: dict[str, int]) -> Iterable[bytes]:
    """A generator: nothing happens before its first piece is asked for."""
    start("201 Created", [])
    yield b"late"


def _status(environ: Any, start: Callable[..., Any], asked: dict[str, int]) -> Iterable[bytes]:
    code = asked["code"]
    headers = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2; Path=/"), ("X-Word", "é")]
    headers += [("Content-Length", "5")] if code == 200 else []
    headers += [("Retry-After", "5")] if "later" in asked else []
    note(f"status {code}")
    start(f"{code} Whatever", headers)
    return iter([]) if code in (204, 304) or environ["REQUEST_METHOD"] == "HEAD" else [b"hello"]


def _fail(*_: Any) -> Iterable[bytes]:
    raise LookupError("told to fail")


def _sleep(_: Any, start: Callable[..., Any], asked: dict[str, int]) -> Iterable[bytes]:
    note("asleep")
    time.sleep(asked["ms"] / 1000)
    note("awake")
    start("200 OK", [])
    return [b"slept"]


_ANSWERS: dict[str, Way] = {
    "read": _read, "lines": _lines, "pieces": _pieces, "written": _written, "late": _late,
    "status": _status, "fail": _fail, "sleep": _sleep,
}  # fmt: skip


def door(scope: Scope) -> Answer | None:
    if scope.path != "/at-hand":
        return None
    return Answer(200, [("Content-Length", "2")], b"ok")


rsgi = Application(wsgi, door, threads=4)
