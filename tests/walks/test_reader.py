"""The end of the walk: a browser before the work, on our site and on a partner's."""

import functools
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import Console, Mirador
from tests.site import Site
from tests.walks.conftest import SAMPLE

BOOK = SAMPLE / "kant_1784"
# Written by Mirador 4.0.0 as it comes, about a library it is built with; our page's set-up of it
# does not touch that part, the partner's does.
MIRADORS_OWN = "Accessing element.ref was removed in React 19."
BUNDLE = Path(__file__).parents[2] / "repository/static/vendor/mirador/mirador.min.js"


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Another site, on another origin, with a Mirador of its own that shows a manifest of ours."""
    folder = tmp_path / "partner"
    folder.mkdir()
    (folder / "mirador.min.js").symlink_to(BUNDLE)
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def page(manifest: str) -> str:
        viewer = {"id": "viewer", "windows": [{"manifestId": manifest}]}
        (folder / "index.html").write_text(
            "<!doctype html><meta charset=utf-8><link rel=icon href=data:,>"
            "<div id=viewer style='position:fixed;inset:0'></div>"
            "<script src=mirador.min.js></script>"
            f"<script>Mirador.viewer({json.dumps(viewer)})</script>"
        )
        return f"http://127.0.0.1:{server.server_port}/index.html"

    yield page
    server.shutdown()
    server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh profile; any error on its console fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(20_000)
    opened = context.new_page()
    console = Console(opened)
    yield opened
    context.close()
    assert [line for line in console.errors if not line.startswith(MIRADORS_OWN)] == []


def read(page: Page) -> None:
    """Wait for tiles, turn a page, go closer."""
    mirador = Mirador(page)
    page.reload()
    mirador.wait()
    mirador.settle()
    page.get_by_role("button", name="Next item").click()
    expect(page.locator("#viewer")).to_contain_text(re.compile("2 of 4"))
    mirador.wait()
    mirador.settle()
    before = set(mirador.tiles)
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").first.click()
        page.wait_for_timeout(300)
    mirador.settle()
    assert set(mirador.tiles) - before, "zooming in asked for no further tiles"
    mirador.wait()


def test_a_book_is_read_on_our_site_and_on_a_partners(
    site: Site, page: Page, partner: Callable[[str], str]
) -> None:
    site.start()
    outcome = site.bring(str(BOOK), "--publish", "--wait")
    page.goto(f"{site.url}/works/{outcome['id']}")
    read(page)
    page.goto(partner(outcome["manifest"]))
    read(page)
