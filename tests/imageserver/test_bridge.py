"""The WSGI application behind RSGI, held against granian's own WSGI; real sockets throughout."""

import http.client
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from tests.services import Service

ROOT = Path(__file__).parents[2]
END = b"Connection: close\r\n\r\n"
BOUND = 60_000_000  # bytes by which a server may grow; what is sent is several times that


class OddServer(Service):
    def __init__(self, folder: Path, interface: str) -> None:
        super().__init__(folder)
        self.interface = interface

    def command(self) -> list[str]:
        options = {"wsgi": ["--blocking-threads", "4"], "rsgi": ["--loop", "uvloop"]}
        return [
            sys.executable, "-m", "granian", "--interface", self.interface, "--host", "127.0.0.1",
            "--port", str(self.port), *options[self.interface], "--no-ws", "--log-level", "error",
            "--workers-kill-timeout", "3", f"tests.imageserver.odd_application:{self.interface}",
        ]  # fmt: skip

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), "ODD_LOG": str(self.folder / "log")}

    def probe(self) -> None:
        self.get("/status?code=200")

    @property
    def log(self) -> list[str]:
        path = self.folder / "log"
        return path.read_text().split("\n")[:-1] if path.exists() else []

    @property
    def errors(self) -> str:
        return (self.folder / "service.log").read_text()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def get(self, path: str, method: str = "GET") -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            headers = [(name, value) for name, value in answer.getheaders() if name != "date"]
            return answer.status, sorted(headers), answer.read()
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """The body of the answer to a request as it is given, which must close the connection."""
        with self.connect() as connection:
            connection.sendall(request)
            answer = b"".join(iter(lambda: connection.recv(1 << 20), b""))
        return answer.partition(b"\r\n\r\n")[2]

    def end(self, number: signal.Signals) -> float:
        """The seconds it takes to end."""
        assert self._process is not None
        begun = time.monotonic()
        self._process.send_signal(number)
        self._process.wait(30)
        return time.monotonic() - begun

    def memory(self) -> int:
        """The most that a process of it has ever held, in bytes."""
        status = [(child / "status").read_text() for child in self.children()]
        lines = [line for text in status for line in text.splitlines() if "VmHWM" in line]
        return max(int(line.split()[1]) for line in lines) * 1024


def started(folder: Path, interface: str) -> Iterator[OddServer]:
    server = OddServer(folder, interface)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def wsgi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OddServer]:
    yield from started(tmp_path_factory.mktemp("wsgi"), "wsgi")


@pytest.fixture(scope="module")
def rsgi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OddServer]:
    yield from started(tmp_path_factory.mktemp("rsgi"), "rsgi")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OddServer]:
    yield from started(tmp_path, "rsgi")


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /a%20b/%C3%A9%2F%41?x=%20&y=\xc3\xa9 HTTP/1.1\r\nHost: example:80\r\n" + END,
        b"GET /a HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nX-A: 2\r\nCookie: a=b\r\nCookie: c=d\r\n" + END,
        b"GET /a HTTP/1.1\r\nHost: h\r\nX-L: caf\xe9\r\nX-E:\r\nX_U: 1\r\nX-U: 2\r\n" + END,
        b"GET /a/\xc3\xa9?\xc3\xa9=%ff HTTP/1.1\r\nHost: h\r\n" + END,
        b"GET http://other.example:81/abs?q#f HTTP/1.1\r\nHost: h\r\n" + END,
        b"GET /none?a?b&c HTTP/1.0\r\n" + END,
        b"OPTIONS * HTTP/1.1\r\nHost: h\r\n" + END,
        b"POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: text/a; b=c\r\nContent-Length: 3\r\n"
        + END + b"abc",
        b"PATCH /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
        + END + b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n",
        b"PUT /x HTTP/1.1\r\nHost: h\r\nExpect: nothing\r\nContent-Length: 0\r\n" + END,
    ],
)  # fmt: skip
def test_the_environ_is_that_of_wsgi(wsgi: OddServer, rsgi: OddServer, request_: bytes) -> None:
    ours, theirs = json.loads(rsgi.raw(request_)), json.loads(wsgi.raw(request_))
    assert ours.pop("SERVER_PORT") == str(rsgi.port)
    assert theirs.pop("SERVER_PORT") == str(wsgi.port)
    assert ours == theirs


def test_what_is_no_utf_8_in_a_path_reads_alike(wsgi: OddServer, rsgi: OddServer) -> None:
    request = b"GET /%ff%41/%e2%82/%f0%9f HTTP/1.1\r\nHost: h\r\n" + END
    paths = [json.loads(server.raw(request))["PATH_INFO"] for server in (rsgi, wsgi)]
    ours, theirs = (path.encode("latin-1").decode(errors="replace") for path in paths)
    assert ours == theirs == "/\ufffdA/\ufffd/\ufffd"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize(
    "path",
    [
        "/status?code=200", "/status?code=204", "/status?code=304", "/status?code=404",
        "/pieces?count=0", "/pieces?count=2", "/pieces?count=2&length=200000",
        "/pieces?count=40", "/pieces?count=40&length=4000000",
    ],
)  # fmt: skip
def test_answers_are_those_of_wsgi(
    wsgi: OddServer, rsgi: OddServer, path: str, method: str
) -> None:
    ours, theirs = rsgi.get(path, method), wsgi.get(path, method)
    assert (ours[0], ours[2]) == (theirs[0], theirs[2])
    # What fits into one piece has a length now; in pieces without one it is chunked.
    framing = ("transfer-encoding", "content-length")
    told = [[pair for pair in answer[1] if pair[0] not in framing] for answer in (ours, theirs)]
    assert told[0] == told[1]
    if "length" in path or "code=" in path:
        assert ours[1] == theirs[1]


def test_both_old_ways_to_begin_an_answer(rsgi: OddServer) -> None:
    assert rsgi.get("/written")[2] == b"first second"
    assert (rsgi.get("/late")[0], rsgi.get("/late")[2]) == (201, b"late")


def test_a_body_has_lines(rsgi: OddServer) -> None:
    request = b"POST /lines HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n" + END + b"one\ntwo\n\nxy"
    assert rsgi.raw(request) == repr([b"one\n", b"two\n", b"\n", b"xy"]).encode()


def test_an_error_is_logged_and_answered(rsgi: OddServer) -> None:
    assert rsgi.get("/fail")[0] == 500
    wait_for(lambda: "LookupError: told to fail" in rsgi.errors)  # logged after it is answered
    assert rsgi.get("/pieces?count=2&fails=1")[0] == 500, "nothing was sent yet"
    assert rsgi.get("/at-hand")[2] == b"ok"


def test_a_connection_outlives_an_error(rsgi: OddServer) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", rsgi.port, timeout=5)) as connection:
        connection.connect()
        first = connection.sock
        for path, status in (("/fail", 500), ("/status?code=200", 200), ("/fail", 500)):
            connection.request("POST", path)
            answer = connection.getresponse()
            assert (answer.status, len(answer.read())) == (status, 5 if status == 200 else 0)
            assert connection.sock is first


@pytest.mark.parametrize("path", ["/fail", "/status?code=200"])
def test_an_answer_arrives_though_its_body_was_not_read(rsgi: OddServer, path: str) -> None:
    for _ in range(5):
        with rsgi.connect() as connection:
            request = f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000\r\n\r\n"
            connection.sendall(request.encode())
            with suppress(OSError):
                connection.sendall(bytes(9_000_000))
            assert connection.recv(100).startswith(b"HTTP/1.1 ")


def test_an_error_in_the_middle_cuts_the_answer(rsgi: OddServer) -> None:
    with pytest.raises(http.client.IncompleteRead):
        rsgi.get("/pieces?count=50&fails=40&length=5000000")
    wait_for(lambda: rsgi.log[-1:] == ["closed"])


def upload(server: OddServer, total: int, pause: int = 0) -> socket.socket:
    connection = server.connect()
    connection.sendall(
        f"PATCH /read?block=65536&pause={pause} HTTP/1.1\r\nHost: h\r\n"
        f"Content-Length: {total}\r\nConnection: close\r\n\r\n".encode()
    )
    return connection


def test_a_body_larger_than_memory_is_read_in_pieces(server: OddServer) -> None:
    block, count = bytes(1_000_000), 300
    before = server.memory()
    with upload(server, len(block) * count) as connection:
        for _ in range(count):
            connection.sendall(block)
        assert connection.recv(1000).endswith(str(len(block) * count).encode())
    assert server.memory() - before < BOUND


def test_a_sender_waits_for_the_application(server: OddServer) -> None:
    before = server.memory()
    with upload(server, 10**9, pause=100) as connection:
        connection.settimeout(1)
        sent = 0
        with suppress(TimeoutError):
            while sent < 2 * BOUND:
                sent += connection.send(bytes(1_000_000))
        assert sent < BOUND
    assert server.memory() - before < BOUND


def wait_until_read(server: OddServer) -> None:
    wait_for(lambda: server.log[-1:] == ["read 120000"])


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_ends_where_its_sender_goes(wsgi: OddServer, rsgi: OddServer, chunked: bool) -> None:
    framing = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: 900000"
    for server in (wsgi, rsgi):
        with server.connect() as connection:
            connection.sendall(b"PUT /read?block=1000 HTTP/1.1\r\nHost: h\r\n" + framing)
            connection.sendall(b"\r\n\r\n" + (b"249f0\r\n" if chunked else b"") + bytes(120_000))
            time.sleep(0.3)
        wait_until_read(server)


def test_a_slow_reader_makes_the_application_wait(server: OddServer) -> None:
    before = server.memory()
    with server.connect() as connection:
        connection.sendall(b"GET /pieces?count=9000 HTTP/1.1\r\nHost: h\r\n\r\n")
        connection.recv(1000)
        time.sleep(1)
        given = len(server.log)
        time.sleep(0.5)
        assert len(server.log) == given < 90, "the application went on"
        assert server.memory() - before < BOUND
        assert "closed" not in server.log
    wait_for(lambda: server.log[-1:] == ["closed"])


def begun(server: OddServer, number: int) -> bool:
    return server.log.count("begun") == number


def test_a_reader_who_goes_at_once_is_let_go(server: OddServer) -> None:
    for number in range(1, 5):
        with server.connect() as connection:
            connection.sendall(b"GET /pieces?count=9000 HTTP/1.1\r\nHost: h\r\n\r\n")
            # Of one who goes still earlier granian does not tell the application.
            wait_for(partial(begun, server, number))
    wait_for(lambda: server.log.count("closed") == 4)
    assert len(server.get("/pieces?count=40")[2]) == 4_000_000


def test_the_head_of_a_large_answer_keeps_no_thread(server: OddServer) -> None:
    begun = time.monotonic()
    for _ in range(8):
        assert server.get("/pieces?count=40", "HEAD")[0] == 200
    assert server.get("/status?code=200")[2] == b"hello"
    assert time.monotonic() - begun < 3
    assert server.log.count("closed") == 8


def test_streams_that_run_beside_each_other(rsgi: OddServer) -> None:
    found: list[bytes] = []
    threads = [
        Thread(target=lambda: found.append(rsgi.get("/pieces?count=90")[2])) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = b"".join(n.to_bytes(4, "big") * 25_000 for n in range(1, 91))
    assert found == [whole] * 12


def test_what_is_at_hand_waits_for_nobody(server: OddServer) -> None:
    """Four threads sleep, four more requests are in line, and one that is at hand is answered."""
    others = [Thread(target=server.get, args=("/sleep?ms=1500",)) for _ in range(8)]
    for other in others:
        other.start()
    wait_for(lambda: server.log.count("asleep") == 4)
    begun = time.monotonic()
    assert server.get("/at-hand")[2] == b"ok"
    assert time.monotonic() - begun < 0.5
    for other in others:
        other.join()
    assert server.log.count("awake") == 8


def test_who_is_put_off_hears_it_late_and_keeps_no_thread(server: OddServer) -> None:
    """Some ask again at once. If each kept one of four threads, forty would take ten seconds."""
    took: list[float] = []

    def ask(method: str) -> None:
        begun = time.monotonic()
        status, headers, body = server.get("/status?code=503&later=1", method)
        took.append(time.monotonic() - begun)
        assert (status, body) == (503, b"hello" if method == "GET" else b"")
        assert ("retry-after", "5") in headers

    others = [Thread(target=ask, args=("GET" if n % 2 else "HEAD",)) for n in range(40)]
    begun = time.monotonic()
    for other in others:
        other.start()
    wait_for(lambda: server.log.count("status 503") == 40)
    assert server.get("/status?code=503")[0] == 503, "this one says not when to come again"
    assert time.monotonic() - begun < 5
    for other in others:
        other.join()
    assert len(took) == 40
    assert 0.99 < min(took) <= max(took) < 5, "the event loop counts in milliseconds"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_is_being_answered_at_the_end_is_answered(
    server: OddServer, number: signal.Signals
) -> None:
    found: list[bytes] = []
    other = Thread(target=lambda: found.append(server.get("/sleep?ms=1500")[2]))
    other.start()
    wait_for(lambda: "asleep" in server.log)
    assert server.end(number) < 4
    other.join()
    assert found == [b"slept"]


@pytest.mark.parametrize("path", ["/sleep?ms=60000", "/pieces?count=9000", "/read?block=10"])
def test_nobody_keeps_it_from_ending(server: OddServer, path: str) -> None:
    with server.connect() as connection:
        request = f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx"
        connection.sendall(request.encode())
        time.sleep(0.5)
        assert server.end(signal.SIGINT) < 6, "granian ends a process after three seconds"
