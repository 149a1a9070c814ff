"""Searching in a real browser: from the box on the first page to the work, and to fewer works."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from repository.web.languages import LANGUAGES

# The word in another form, or alphabet, than it stands in the catalogue.
TYPED = {"kk": "прокудиннің", "ru": "Прокудина", "en": "prokudins"}


def ask(page: Page, language: str, words: str) -> None:
    """Type words into the box of the first page."""
    page.goto(f"/{language}/")
    page.get_by_role("search").locator("input").fill(words)
    page.get_by_role("search").locator("input").press("Enter")
    page.wait_for_url(f"**/{language}/search?q=*")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_first_page_to_a_work(
    new_page: Callable[..., Page], language: str, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    ask(page, language, TYPED[language])
    result = page.locator(".results > li").first
    expect(result.locator("mark").first).to_have_text(re.compile("Проку|Proku"))
    result.locator("h2 a").click()
    page.wait_for_url(f"**/{language}/works/*")
    expect(page.locator("h1")).to_have_text(re.compile("Проку|Proku"))


def test_results_are_narrowed_without_scripts(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/ru/search")
    everything = page.locator(".results > li").count()
    assert everything > 1
    page.locator('[data-facet="century"] a').first.click()
    expect(page.locator(".results > li")).not_to_have_count(everything)
    page.locator(".chips a").first.click()
    expect(page.locator(".results > li")).to_have_count(everything)
    page.locator(".orders a", has_text="По названию").click()
    expect(page.locator('.orders [aria-current="true"]')).to_have_text("По названию")


def test_the_box_completes_words(page: Page) -> None:
    page.goto("/ru/")
    box = page.get_by_role("combobox")
    box.press_sequentially("proku")
    option = page.get_by_role("option").first
    expect(option).to_contain_text(re.compile("Проку|Proku"))
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(option).to_be_hidden()
    box.press("ArrowDown")
    box.fill("")
    box.press_sequentially("proku")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/search?q=*")
    expect(page.locator(".results mark").first).to_be_visible()
