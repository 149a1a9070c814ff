"""Bringing a book in over a slow line: what the curator is told meanwhile, and can do already."""

import math
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_uploads import scans as large_scans
from tests.browser.visit import Mirador, Sending
from tests.line import Line
from tests.site import Site

LEFT = re.compile(r"about (\d+) min left")


def arrived(site: Site, since: float) -> int:
    """How many bytes of scans the site has got since then, in parts or whole."""
    data = Path(site.environment["KERUEN_DATA_DIR"])
    places = (data / "staging", data / "storage" / "masters")
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files if path.stat().st_mtime > since)


def minutes_told_and_true(page: Page, site: Site, total: int, since: float) -> tuple[int, float]:
    """The minutes that the page says are left, and those that the next seconds prove."""
    words = page.locator("[data-whole-words]")
    expect(words).to_contain_text(LEFT, timeout=15_000)
    first, at = arrived(site, since), time.monotonic()
    told = LEFT.search(words.inner_text())
    page.wait_for_timeout(6000)
    second, seconds = arrived(site, since), time.monotonic() - at
    assert told
    return int(told[1]), (total - first) / ((second - first) / seconds) / 60


@pytest.mark.slow
def test_the_time_that_is_left_is_told_honestly(
    new_page: Callable[..., Page], site: Site, tmp_path: Path
) -> None:
    files = large_scans(tmp_path / "many", 24)
    total = sum(path.stat().st_size for path in files)
    page = new_page(locale="en-GB")
    sign_in(page, "gulnara")
    page.goto("/en/studio/works/new")
    sending, since = Sending(page, 400_000), time.time()
    page.locator("input[data-files]").set_input_files(files)
    words = page.locator("[data-whole-words]")
    expect(words).to_have_text("0 of 24 files sent")
    told, true = minutes_told_and_true(page, site, total, since)
    assert abs(told - true) <= 1 + true / 4

    # The line becomes four times slower: half a minute later that is what counts.
    sending.slow_down(100_000)
    page.wait_for_timeout(32_000)
    told, true = minutes_told_and_true(page, site, total, since)
    assert true > 6
    assert abs(told - true) <= 1 + true / 4

    # Nothing is promised while nothing is sent, nor before it is known how fast it goes again.
    page.get_by_role("button", name="Pause").click()
    expect(words).to_have_text(re.compile(r"^\d+ of 24 files sent · paused$"))
    page.get_by_role("button", name="Go on").click()
    expect(words).to_have_text(re.compile(r"^\d+ of 24 files sent$"))
    sending.slow_down(-1)
    expect(words).to_have_text("24 of 24 files sent", timeout=60_000)


@pytest.fixture
def line(site: Site) -> Iterator[Line]:
    made = Line(site.port)
    made.breaks = False
    yield made
    made.close()


@pytest.mark.slow
def test_page_1_is_zoomed_while_page_300_is_sent(
    new_page: Callable[..., Page], site: Site, line: Line, tmp_path: Path
) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    files = [folder / f"page {n}.tif" for n in range(1, 301)]
    for path in files[1:-1]:
        Image.effect_noise((120, 160), 60).save(path)
    Image.effect_noise((3000, 3000), 60).save(files[0], compression="jpeg")
    large_scans(tmp_path / "large", 1)[0].rename(files[-1])
    page = new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
    sign_in(page, "gulnara")
    page.goto(f"{line.url}/en/studio/works/new")
    line.speed = 1_000_000
    page.locator("input[data-files]").set_input_files(files)
    last = page.locator("[data-uploads] li", has_text="page 300.tif")
    expect(last).to_have_attribute("data-state", "sending", timeout=120_000)
    line.speed = 40_000

    reader = page.context.new_page()
    mirador = Mirador(reader)
    address = page.locator("[data-grid] a").first.get_attribute("href")
    reader.goto(f"{site.url}{address}")
    mirador.wait()
    mirador.settle()
    before = set(mirador.tiles)
    for _ in range(3):
        reader.get_by_role("button", name="Zoom in").click()
        reader.wait_for_timeout(300)
    mirador.settle()
    assert set(mirador.tiles) - before, "zooming in asked for no further tiles"
    expect(last).to_have_attribute("data-state", "sending")
    whole = page.locator("[data-whole-words]")
    expect(whole).to_contain_text("299 of 300 files sent")

    line.speed = math.inf
    expect(whole).to_have_text("300 of 300 files sent", timeout=60_000)
    expect(page.locator("[data-ready-words]")).to_have_text(
        "All pages are ready: 300", timeout=120_000
    )
