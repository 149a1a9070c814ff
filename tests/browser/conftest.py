"""A real browser before a real site."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.visit import Console
from tests.site import Site

PASSWORD = "under the shanyrak"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with the sample collection, a curator and an administrator."""
    made = Site(tmp_path_factory.mktemp("site"), {"KERUEN_NEW_PASSWORD": PASSWORD})
    made.keruen("demo", "--wait")
    made.keruen("user", "add", "gulnara", "--institution", "nlrk")
    made.keruen("user", "add", "administrator", "--role", "administrator")
    made.start()
    yield made
    made.kill()


@pytest.fixture
def allowed() -> list[str]:
    """Parts of errors that the test provokes; the browser writes down every refused request."""
    return []


@pytest.fixture
def new_page(browser: Browser, site: Site, allowed: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens pages in fresh profiles; the test fails when one of them writes an error."""
    contexts: list[BrowserContext] = []
    consoles: list[Console] = []

    def make(**options: object) -> Page:
        context = browser.new_context(base_url=site.url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        consoles.append(Console(page))
        return page

    yield make
    for context in contexts:
        context.close()
    errors = [line for console in consoles for line in console.errors]
    assert [line for line in errors if not any(part in line for part in allowed)] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(locale="en-GB", viewport={"width": 1280, "height": 900})


@pytest.fixture
def curator(page: Page) -> Page:
    """The same page, signed in as a curator of the library `nlrk`."""
    sign_in(page, "gulnara")
    return page


def sign_in(page: Page, name: str, language: str = "en") -> None:
    page.goto(f"/{language}/sign-in")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"**/{language}/studio/")


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder for the scans of one test."""
    folder = tmp_path / "scans"
    folder.mkdir()
    return folder
