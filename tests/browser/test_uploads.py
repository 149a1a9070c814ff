"""The studio's own sending with the real tus-js-client, over lines that break and servers that
are killed: what arrives is what was sent, bit for bit."""

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD
from tests.browser.visit import Sending
from tests.line import Line
from tests.site import Site


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """A site of one's own, which may be killed."""
    made = Site(tmp_path / "own", {"KERUEN_NEW_PASSWORD": PASSWORD})
    made.keruen("demo")
    made.keruen("user", "add", "gulnara", "--institution", "nlrk")
    made.start()
    yield made
    made.kill()


@pytest.fixture
def line(own_site: Site) -> Iterator[Line]:
    made = Line(own_site.port)
    yield made
    made.close()


@pytest.fixture
def open_page(browser: Browser, line: Line) -> Iterator[Callable[[], Page]]:
    """Opens the site by the line that breaks, each time in a fresh profile, signed in."""
    contexts = []

    def make() -> Page:
        context = browser.new_context(base_url=line.url, locale="en-GB")
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        before, line.breaks = line.breaks, False
        page.goto("/en/sign-in")
        page.fill("[name=name]", "gulnara")
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/en/studio/")
        line.breaks = before
        return page

    yield make
    for context in contexts:
        context.close()


def scans(folder: Path, number: int, side: int = 1000) -> list[Path]:
    """TIFFs of noise, of about 3 MB each: they are as large on the line as on the disk."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(number)
    paths = [folder / f"page {n}.tif" for n in range(1, number + 1)]
    for path in paths:
        Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3)).save(path)
    return paths


def sums(paths: list[Path]) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def masters(site: Site) -> list[str]:
    """The SHA-256 of every master as it lies in storage."""
    folder = Path(site.environment["KERUEN_DATA_DIR"]) / "storage" / "masters"
    return sums([path for path in folder.rglob("*") if path.is_file()])


def part_files(site: Site) -> list[Path]:
    return list((Path(site.environment["KERUEN_DATA_DIR"]) / "staging/uploads").glob("*.part"))


@pytest.mark.slow
def test_a_line_that_breaks_and_a_server_that_is_killed(
    own_site: Site, line: Line, open_page: Callable[[], Page], tmp_path: Path
) -> None:
    files = scans(tmp_path / "scans", 8)
    before = set(masters(own_site))
    page = open_page()
    line.breaks = False
    page.goto("/en/studio/works/new")
    line.breaks = True
    page.locator("input[data-files]").set_input_files(files)
    words = page.locator("[data-whole-words]")
    expect(words).to_contain_text("of 8 files sent")
    expect(page.get_by_role("link", name="Go on in the draft")).to_be_visible(timeout=60_000)
    own_site.kill()
    own_site.start()
    expect(words).to_have_text("8 of 8 files sent", timeout=180_000)
    assert line.cuts > 5
    line.breaks = False
    expect(page.locator("[data-ready-words]")).to_have_text(
        "All pages are ready: 8", timeout=120_000
    )
    names = page.locator("[data-grid] .name").all_text_contents()
    assert names == [path.name for path in files]
    assert sorted(set(masters(own_site)) - before) == sorted(sums(files))
    assert part_files(own_site) == []


@pytest.mark.slow
def test_the_next_day_in_another_browser(
    own_site: Site, line: Line, open_page: Callable[[], Page], tmp_path: Path
) -> None:
    line.breaks = False
    files = scans(tmp_path / "scans", 3, side=1800)
    before = set(masters(own_site))
    today = open_page()
    today.goto("/en/studio/works/new")
    # A line so slow that the lid is closed before the first file is through.
    Sending(today, 900_000)
    today.locator("input[data-files]").set_input_files(files)
    expect(today).to_have_url(re.compile("/studio/works/(?!new)"), timeout=30_000)
    for _ in range(600):
        if sum(path.stat().st_size for path in part_files(own_site)) > 1_000_000:
            break
        today.wait_for_timeout(100)
    today.get_by_role("button", name="Pause").click()
    expect(today.locator("[data-whole-words]")).to_contain_text("paused")
    address = today.url
    today.context.close()

    tomorrow = open_page()
    tomorrow.goto(address)
    unfinished = tomorrow.locator("[data-unfinished] li")
    expect(unfinished).to_have_count(3)
    expect(unfinished.first).to_contain_text("has arrived, kept until")
    had = sum(path.stat().st_size for path in part_files(own_site))
    assert had > 1_000_000
    sent: list[int] = []
    tomorrow.on(
        "request",
        lambda request: (
            sent.append(int(request.headers.get("content-length", 0)))
            if request.method == "PATCH"
            else None
        ),
    )
    tomorrow.locator("input[data-files]").set_input_files(files)
    expect(tomorrow.locator("[data-whole-words]")).to_have_text("3 of 3 files sent")
    expect(tomorrow.locator("[data-unfinished]")).to_be_hidden()
    expect(tomorrow.locator("[data-ready-words]")).to_have_text(
        "All pages are ready: 3", timeout=60_000
    )
    assert sorted(set(masters(own_site)) - before) == sorted(sums(files))
    offsets = sum(path.stat().st_size for path in files) - had
    assert not any(sent) or sum(sent) <= offsets

    # The same files again: nothing is sent, no page is added; a copy is named.
    sent.clear()
    copy = tmp_path / "scans" / "copy of page 2.tif"
    copy.write_bytes(files[1].read_bytes())
    tomorrow.reload()
    tomorrow.locator("input[data-files]").set_input_files([*files, copy])
    expect(tomorrow.locator("[data-whole-words]")).to_have_text("4 of 4 files sent")
    twin = tomorrow.locator('[data-uploads] [data-state="already"]')
    expect(twin).to_contain_text("Page 2 (page 2.tif) is the same file")
    expect(tomorrow.locator("[data-grid] li")).to_have_count(3)
    assert len(sent) == 1
    twin.get_by_role("button", name="Add it all the same").click()
    expect(tomorrow.locator("[data-grid] li")).to_have_count(4)
