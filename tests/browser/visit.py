"""What the browser tests share: starting Chromium, watching its console, looking at Mirador."""

import io
import os
import re
import shutil

import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Response, expect

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium without a window; no browser fails in CI and skips elsewhere."""
    program = shutil.which("chromium")
    if program is None:
        reason = "chromium is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS, headless=True)


class Console:
    """The errors that a page has written or thrown."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(f"thrown: {error}"))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} at {message.location['url']}")


class Sending:
    """How fast a page sends, in bytes a second; what it is sent comes at once."""

    def __init__(self, page: Page, speed: float) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self.slow_down(speed)

    def slow_down(self, speed: float) -> None:
        """Send so many bytes a second from now on."""
        limits = {"offline": False, "latency": 0, "downloadThroughput": -1}
        self._session.send("Network.emulateNetworkConditions", limits | {"uploadThroughput": speed})


class Mirador:
    """Mirador on a work's page; `tiles` counts the pictures that have come for it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tiles: list[str] = []
        page.on("response", self._count)

    def _count(self, response: Response) -> None:
        url, status = response.url, response.status
        if "/iiif/image/3/" in url and url.endswith(".jpg") and status in (200, 304):
            self.tiles.append(url)

    def wait(self) -> None:
        """Until a picture stands on the canvas that is no even surface."""
        canvas = self.page.locator("#viewer .openseadragon-canvas")
        expect(canvas).to_be_visible()
        for _ in range(100):
            if self.tiles and self.contrast() > 20:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing was painted, {len(self.tiles)} tiles came")

    def contrast(self) -> float:
        """How much the pixels of the picture differ, in grey levels."""
        data = self.page.locator("#viewer .openseadragon-canvas").screenshot()
        grey = Image.open(io.BytesIO(data)).convert("L")
        histogram = grey.histogram()
        mean = sum(value * count for value, count in enumerate(histogram)) / sum(histogram)
        spread = sum(count * (value - mean) ** 2 for value, count in enumerate(histogram))
        return float((spread / sum(histogram)) ** 0.5)

    def settle(self) -> None:
        """Until no further tile has come for a second."""
        for _ in range(30):
            before = len(self.tiles)
            self.page.wait_for_timeout(1000)
            if len(self.tiles) == before:
                return

    @property
    def images(self) -> set[str]:
        """The ids of the pictures that tiles came of."""
        found = (re.search(r"/iiif/image/3/([^/]+)/", url) for url in self.tiles)
        return {match[1] for match in found if match}
