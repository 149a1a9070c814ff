"""Uploads over a real line into the real server: streamed, cut off, killed, too large."""

import base64
import http.client
import re
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.site import Answer, Site

PASSWORD = "under the shanyrak"
BLOCK = bytes(1 << 20)
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def studio(new_site: Callable[..., Site]) -> Site:
    """A running site with one library and its curator; files of up to 400 MB."""
    limits = {"KERUEN_MAX_UPLOAD": "400000000", "KERUEN_WEB_PROCESSES": "1"}
    site = new_site({"KERUEN_NEW_PASSWORD": PASSWORD, **limits})
    site.keruen("demo")
    site.keruen("user", "add", "gulnara", "--institution", "nlrk")
    site.start()
    return site


def sign_in(site: Site) -> str:
    """The Cookie header of a signed-in curator."""
    form = urllib.parse.urlencode({"name": "gulnara", "password": PASSWORD})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)) as line:
        line.request("POST", "/en/sign-in", form, kind)
        answer = line.getresponse()
        assert answer.status == 303
        return str(answer.headers["Set-Cookie"]).split(";")[0]


def ask(site: Site, cookie: str, method: str, path: str, body: str = "", **sent: str) -> Answer:
    """The answer to a request of the studio, whatever its status."""
    headers = {"Cookie": cookie, "Accept": "application/json", **TUS}
    headers |= {name.replace("_", "-"): value for name, value in sent.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)) as line:
        line.request(method, path, body or None, headers)
        answer = line.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def new_work(site: Site, cookie: str) -> str:
    """The address of a new work's uploads."""
    page = site.get("/en/studio/works/new", {"Cookie": cookie}).body.decode()
    library = re.search(r'name="institution" value="(\w+)"', page)
    assert library, page
    form = urllib.parse.urlencode(
        {"institution": library[1], "key": str(uuid.uuid4()), "name": "scan.tif"}
    )
    kind = "application/x-www-form-urlencoded"
    answer = ask(site, cookie, "POST", "/en/studio/works/new", form, Content_Type=kind)
    return str(answer.json()["uploads"])


def begin(site: Site, cookie: str, size: int) -> str:
    """The address of a new upload of `size` bytes."""
    name = f"filename {base64.b64encode(b'scan.tif').decode()}"
    sent = {"Upload_Length": str(size), "Upload_Metadata": name}
    answer = ask(site, cookie, "POST", new_work(site, cookie), **sent)
    assert answer.status == 201, answer.body
    return str(answer.headers["Location"])


@contextmanager
def piece(
    site: Site, cookie: str, address: str, offset: int, length: int
) -> Iterator[http.client.HTTPConnection]:
    """A line on which the headers of a piece of `length` bytes have been sent."""
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)) as line:
        line.putrequest("PATCH", address)
        for name, value in {
            **TUS,
            "Cookie": cookie,
            "Content-Type": "application/offset+octet-stream",
            "Content-Length": str(length),
            "Upload-Offset": str(offset),
        }.items():
            line.putheader(name, value)
        line.endheaders()
        yield line


def offset_of(site: Site, cookie: str, address: str) -> int:
    return int(ask(site, cookie, "HEAD", address).headers["Upload-Offset"])


def peak_memory(site: Site) -> dict[int, int]:
    """The most bytes that each process of the site has held at once, workers left out."""
    found = {}
    for pid in site.processes():
        folder = Path(f"/proc/{pid}")
        peak = re.search(r"VmHWM:\s+(\d+) kB", (folder / "status").read_text())
        if peak and "celery" not in (folder / "cmdline").read_text():
            found[pid] = int(peak[1]) * 1024
    return found


def arrived(site: Site) -> list[Path]:
    return list((Path(site.environment["KERUEN_DATA_DIR"]) / "staging/uploads").glob("*.part"))


@pytest.mark.slow
def test_a_large_scan_never_lies_in_memory(studio: Site) -> None:
    cookie = sign_in(studio)
    before = peak_memory(studio)
    blocks = 300
    address = begin(studio, cookie, blocks * len(BLOCK))
    with piece(studio, cookie, address, 0, blocks * len(BLOCK)) as line:
        for _ in range(blocks):
            line.send(BLOCK)
        answer = line.getresponse()
        assert answer.status == 204, answer.read()
        assert answer.headers["Upload-Outcome"] == "made"
    grown = [peak - before.get(pid, 0) for pid, peak in peak_memory(studio).items()]
    assert grown
    assert max(grown) < 60_000_000
    assert arrived(studio) == []


def test_a_line_that_breaks_and_a_killed_server_lose_nothing(studio: Site) -> None:
    cookie = sign_in(studio)
    size = 20 * len(BLOCK)
    address = begin(studio, cookie, size)
    deadline = time.monotonic() + 60
    with piece(studio, cookie, address, 0, size) as line:
        for _ in range(5):
            line.send(BLOCK)
        while offset_of(studio, cookie, address) < 4 * len(BLOCK) and time.monotonic() < deadline:
            time.sleep(0.05)
    offset = offset_of(studio, cookie, address)
    assert offset >= 4 * len(BLOCK)
    with piece(studio, cookie, address, offset, size - offset) as line:
        for _ in range(3):
            line.send(BLOCK)
        while offset_of(studio, cookie, address) <= offset and time.monotonic() < deadline:
            time.sleep(0.05)
        studio.kill()
    studio.start()
    deadline = time.monotonic() + 90
    offset, status = offset_of(studio, cookie, address), 423
    while status == 423 and time.monotonic() < deadline:
        # The server does not know at once that who wrote last is dead.
        with piece(studio, cookie, address, offset, size - offset) as line:
            with suppress(ConnectionError):
                line.send(bytes(size - offset))
            answer = line.getresponse()
            status = answer.status
        time.sleep(1)
    assert status == 204
    assert answer.headers["Upload-Outcome"] == "made"
    assert arrived(studio) == []


def test_a_file_over_the_limit_is_refused_before_it_is_sent(studio: Site) -> None:
    cookie = sign_in(studio)
    uploads = new_work(studio, cookie)
    answer = ask(studio, cookie, "POST", uploads, Upload_Length="400000001")
    assert answer.status == 413
    assert "0.4 GB" in answer.body.decode()
    address = begin(studio, cookie, 1000)
    with piece(studio, cookie, address, 0, 1001) as line:
        assert line.getresponse().status == 413
