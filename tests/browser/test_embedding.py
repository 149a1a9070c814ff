"""A partner's page on another origin that shows a work in all three ways, and links to regions."""

import functools
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.test_accessibility import MIRADOR, violations
from tests.browser.test_reader import open_work
from tests.browser.visit import Mirador
from tests.site import Site


class Quiet(SimpleHTTPRequestHandler):
    """A web server that writes no log."""

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder and the address of another site."""
    folder = tmp_path / "partner"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def wait_painted(page: Page, frame: FrameLocator, tiles: list[str], seen: int) -> None:
    expect(frame.locator("#viewer .openseadragon-canvas").first).to_be_visible(timeout=40_000)
    for _ in range(200):
        if len(tiles) > seen:
            return
        page.wait_for_timeout(100)
    raise AssertionError("no tile came")


def test_another_site_shows_a_work_in_three_ways(
    page: Page, site: Site, partner: tuple[Path, str]
) -> None:
    folder, origin = partner
    open_work(page, "en")
    work = page.url.rpartition("/")[2]
    asked = quote(f"{site.url}/works/{work}/pages/2", safe="")
    answer = json.loads(site.get(f"/oembed?url={asked}&maxwidth=640").body)
    ways = {
        "frame": f'<iframe src="{site.url}/embed/{work}" title="A" width="640" height="480">'
        "</iframe>",
        "script": f'<script src="{site.url}/embed.js" data-work="{work}"></script>',
        "oembed": answer["html"],
    }
    mirador = Mirador(page)
    for name, code in ways.items():
        (folder / f"{name}.html").write_text(
            f"<!doctype html><link rel=icon href=data:,><h1>P</h1>{code}"
        )
        seen = len(mirador.tiles)
        page.goto(f"{origin}/{name}.html")
        wait_painted(page, page.frame_locator("iframe"), mirador.tiles, seen)
    expect(page.frame_locator("iframe").locator("#viewer")).to_contain_text("2 of 4")


def test_a_copied_address_opens_the_same_part(new_page: Callable[..., Page]) -> None:
    page = new_page(locale="en-GB", permissions=["clipboard-read", "clipboard-write"])
    mirador = Mirador(page)
    open_work(page, "en")
    mirador.wait()
    page.get_by_role("button", name="Next item").click()
    mirador.settle()
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(400)
    mirador.settle()
    page.get_by_role("button", name="Copy a link").click()
    page.get_by_text("The address was copied.").wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    before = set(mirador.tiles)
    mirador.tiles.clear()
    page.goto(address)
    expect(page.locator("#viewer")).to_contain_text("2 of 4")
    assert re.search(r'data-region="\d+,\d+,\d+,\d+"', page.content())
    mirador.wait()
    mirador.settle()
    large = [tile for tile in before if re.search(r"/\d+,\d+,\d+,\d+/", tile)]
    assert set(large) & set(mirador.tiles), "the part that was seen was not asked for"


def test_frames_are_open_to_everybody(page: Page) -> None:
    mirador = Mirador(page)
    open_work(page, "ru")
    page.goto(page.url.replace("/works/", "/embed/"))
    mirador.wait()
    assert [line for line in violations(page) if line.split(":")[0] not in MIRADOR] == []
