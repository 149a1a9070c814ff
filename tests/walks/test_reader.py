"""The end of the walk: a browser before the work, on our site and on a partner's."""

import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import Console, Mirador
from tests.site import Site
from tests.walks.conftest import SAMPLE
from tests.walks.universal_viewer import universal_viewer

BOOK = SAMPLE / "kant_1784"
# Written by Mirador 4.0.0 as it comes, about a library it is built with; our page's set-up of it
# does not touch that part, the partner's does.
MIRADORS_OWN = "Accessing element.ref was removed in React 19."
# Universal Viewer asks its own site for a transparent picture that it carries in itself.
UNIVERSALS_OWN = "/images/data:image/gif;base64,"
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


@pytest.fixture
def universal(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Another site with Universal Viewer, whose address names the manifest."""
    folder = tmp_path / "universal"
    shutil.copytree(universal_viewer(), folder)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def page(manifest: str) -> str:
        return f"http://127.0.0.1:{server.server_port}/uv.html#?manifest={manifest}"

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
    theirs = (MIRADORS_OWN, UNIVERSALS_OWN)
    assert [line for line in console.errors if not any(own in line for own in theirs)] == []


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


@pytest.mark.parametrize("version", [3, 2])
def test_universal_viewer_reads_both_versions(
    site: Site, page: Page, universal: Callable[[str], str], version: int
) -> None:
    site.start()
    outcome = site.bring(str(BOOK), "--publish", "--wait")
    tiles: list[str] = []
    page.on("response", lambda answer: tiles.append(answer.url) if answer.ok else None)
    manifest = outcome["manifest"].replace("/presentation/3/", f"/presentation/{version}/")
    page.goto(universal(manifest))
    expect(page.get_by_text("of 4", exact=True)).to_be_visible()
    first = tiles_of(page, tiles)
    page.get_by_label("Next Image").click()
    assert tiles_of(page, tiles) > first


def tiles_of(page: Page, seen: list[str]) -> set[str]:
    """The tiles that have come, once no further one does."""
    for _ in range(30):
        before = len(seen)
        page.wait_for_timeout(1000)
        found = {url for url in seen if "/iiif/image/" in url and url.endswith(".jpg")}
        if found and len(seen) == before:
            return found
    raise AssertionError("no tile came")
