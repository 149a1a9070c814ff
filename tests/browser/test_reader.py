"""What a reader meets: the site in three languages, Mirador, and all of it without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from repository.web.languages import LANGUAGES
from tests.browser.visit import Mirador

NEXT = {"kk": "Келесі бет", "ru": "Следующая страница", "en": "Next item"}
CLOSER = {"kk": "Үлкейту", "ru": "Приблизить", "en": "Zoom in"}


def open_work(page: Page, language: str, collection: str = "books") -> None:
    """From the first page over a collection to its first work: two clicks."""
    page.goto(f"/{language}/")
    page.locator(f'.shelf[href$="/collections/{collection}"]').click()
    page.locator(".card").first.click()
    page.wait_for_url(f"**/{language}/works/*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_turns_pages_and_zooms(page: Page, language: str) -> None:
    mirador = Mirador(page)
    open_work(page, language)
    mirador.wait()
    mirador.settle()
    first = mirador.images
    page.get_by_role("button", name=NEXT[language]).click()
    expect(page.locator("#viewer")).to_contain_text(re.compile(r"2 (из|of|/) 4"))
    about_page_two = re.compile(r"/feedback\?page=2$")
    expect(page.locator("a[data-of-page]")).to_have_attribute("href", about_page_two)
    mirador.wait()
    mirador.settle()
    before = set(mirador.tiles)
    assert mirador.images >= first
    for _ in range(4):
        page.get_by_role("button", name=CLOSER[language]).click()
        page.wait_for_timeout(300)
    mirador.settle()
    assert set(mirador.tiles) - before, "zooming in asked for no further tiles"
    mirador.wait()


def test_an_address_opens_a_page(page: Page) -> None:
    open_work(page, "en")
    page.goto(page.url + "#3")
    page.reload()
    expect(page.locator("#viewer")).to_contain_text("3 of 4")


def test_the_language_is_remembered(page: Page, allowed: list[str]) -> None:
    page.goto("/kk/")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    page.get_by_role("link", name="Русский").click()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    allowed.append("status of 404")
    page.goto("/no-such-page")
    expect(page.locator("h1")).to_have_text("По этому адресу ничего нет")


def test_everything_is_there_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, locale="ru-RU")
    open_work(page, "ru")
    sights = page.locator(".sights img")
    assert sights.count() == 4
    page.locator(".sights a").nth(1).click()
    picture = page.locator(".sheet img")
    expect(picture).to_be_visible()
    size = picture.bounding_box()
    assert size is not None
    assert size["width"] > 400
    page.locator("[rel=next]").first.click()
    expect(page.locator(".turn").first).to_contain_text("3 из 4")
    page.locator("[rel=prev]").first.click()
    expect(page.locator(".turn").first).to_contain_text("2 из 4")


def test_a_phone_shows_all_without_scrolling_sideways(new_page: Callable[..., Page]) -> None:
    page = new_page(
        viewport={"width": 360, "height": 740}, locale="kk-KZ", has_touch=True, is_mobile=True
    )
    mirador = Mirador(page)
    open_work(page, "kk")
    mirador.wait()
    for address in ("/kk/", page.url, "/kk/collections/books", "/kk/institutions/nlrk"):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, address


def test_pages_stay_light(page: Page) -> None:
    """No page is over 200 kB before its pictures; the viewer itself comes on top."""
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if "/iiif/image/" not in response.url and "mirador" not in response.url:
            weights[response.url] = response.request.sizes()["responseBodySize"]

    page.on("response", weigh)
    for collection in ("books", "newspapers"):
        open_work(page, "kk", collection)
        page.wait_for_load_state("networkidle")
        assert 0 < sum(weights.values()) < 200_000, weights
        weights.clear()
