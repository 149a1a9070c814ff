"""axe-core finds nothing against WCAG 2.2 AA, in light and in dark.

What readers see is walked over page by page in `test_readers_pages`.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.test_curator import bring, fill
from tests.browser.test_reader import open_work
from tests.browser.visit import Mirador

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What Mirador 4.0.0 itself does, seen in its own markup; everything else counts there, too.
MIRADOR = {
    "landmark-no-duplicate-main": "its workspace is a main of its own",
    "landmark-main-is-top-level": "the same",
}


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    # What has been scrolled half behind a bar would be taken for a small target.
    page.evaluate("scrollTo(0, 0)")
    found = page.evaluate(
        "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } })", RULES
    )
    return [
        f"{rule['id']}: {rule['help']}: {[node['html'] for node in rule['nodes']]}"
        for rule in found["violations"]
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_of_a_work(new_page: Callable[..., Page], colours: str) -> None:
    page = new_page(color_scheme=colours, locale="ru-RU")
    mirador = Mirador(page)
    open_work(page, "ru")
    mirador.wait()
    assert [line for line in violations(page) if line.split(":")[0] not in MIRADOR] == []
    page.goto(page.url + "/pages/1")
    assert violations(page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_studio(
    new_page: Callable[..., Page], scans: Path, colours: str, allowed: list[str]
) -> None:
    page = new_page(color_scheme=colours, locale="en-GB")
    sign_in(page, "gulnara")
    assert violations(page) == []
    damaged = scans / "page 9.jpg"
    damaged.write_text("this is no picture")
    bring(page, [*fill(scans, range(1, 3)), damaged], "For every eye")
    page.locator('[data-grid] [data-state="failed"]').wait_for()
    page.locator("[data-grid] img").nth(1).wait_for()
    assert violations(page) == []
    allowed.append("status of 409")
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("alert").wait_for()
    assert violations(page) == []
    for address in ("batches/", "batches/new"):
        page.goto(f"/en/studio/{address}")
        assert violations(page) == [], address
    page.goto("/en/studio/works/new")
    assert violations(page) == []


def test_a_page_that_is_not_there(page: Page, allowed: list[str]) -> None:
    allowed.append("status of 404")
    page.goto("/kk/nothing")
    assert violations(page) == []


@pytest.mark.parametrize("colours", ["black", "white", "blue"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_version_for_low_vision(
    new_page: Callable[..., Page], colours: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/ru/")
    page.get_by_role("link", name="Версия для слабовидящих").click()
    assert violations(page) == []
    page.get_by_label("200").check()
    page.locator(f'input[value="{colours}"]').check()
    page.get_by_role("button", name="Применить").click()
    assert page.url.endswith("/ru/")
    assert page.locator("main img").count() == 0
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    for address in ("/ru/", "/ru/collections/books", "/ru/low-vision"):
        page.goto(address)
        assert violations(page) == [], address
        too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(too_wide) <= 0, address
