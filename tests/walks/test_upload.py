"""Uploads over a real line into the real server: streamed, cut off, too large."""

import http.client
import re
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.site import Site

PASSWORD = "under the shanyrak"
BLOCK = bytes(1 << 20)


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


@contextmanager
def begin(site: Site, cookie: str, size: int) -> Iterator[http.client.HTTPConnection]:
    """A line on which the headers of an upload of `size` bytes have been sent."""
    page = site.get("/en/studio/works/new", {"Cookie": cookie}).body.decode()
    library = re.search(r'name="institution" value="(\w+)"', page)
    assert library
    query = {"institution": library[1], "key": str(uuid.uuid4()), "name": "scan.tif"}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)) as line:
        line.putrequest("POST", f"/en/studio/works/new?{urllib.parse.urlencode(query)}")
        line.putheader("Cookie", cookie)
        line.putheader("Accept", "application/json")
        line.putheader("Content-Length", str(size))
        line.endheaders()
        yield line


def peak_memory(site: Site) -> dict[int, int]:
    """The most bytes that each process of the site has held at once, workers left out."""
    found = {}
    for pid in site.processes():
        folder = Path(f"/proc/{pid}")
        peak = re.search(r"VmHWM:\s+(\d+) kB", (folder / "status").read_text())
        if peak and "celery" not in (folder / "cmdline").read_text():
            found[pid] = int(peak[1]) * 1024
    return found


def staging(site: Site) -> list[str]:
    folder = Path(site.environment["KERUEN_DATA_DIR"]) / "staging"
    return [path.name for path in folder.glob("upload-*")]


@pytest.mark.slow
def test_a_large_scan_never_lies_in_memory(studio: Site) -> None:
    cookie = sign_in(studio)
    before = peak_memory(studio)
    blocks = 300
    with begin(studio, cookie, blocks * len(BLOCK)) as line:
        for _ in range(blocks):
            line.send(BLOCK)
        answer = line.getresponse()
        assert answer.status == 200, answer.read()
    grown = [peak - before.get(pid, 0) for pid, peak in peak_memory(studio).items()]
    assert grown
    assert max(grown) < 60_000_000
    assert staging(studio) == []


def test_a_line_that_breaks_leaves_nothing(studio: Site) -> None:
    deadline = time.monotonic() + 20
    with begin(studio, sign_in(studio), 100 * len(BLOCK)) as line:
        for _ in range(5):
            line.send(BLOCK)
        while not staging(studio) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert staging(studio)
    while staging(studio) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert staging(studio) == []
    assert "scan.tif" not in studio.get("/en/").body.decode()


def test_a_file_over_the_limit_is_refused_before_it_is_sent(studio: Site) -> None:
    with begin(studio, sign_in(studio), 400_000_001) as line:
        answer = line.getresponse()
        assert answer.status == 413
        assert "400 MB" in answer.read().decode()
