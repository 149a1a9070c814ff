"""From a consortium's administrator to a library with a curator of its own, in a browser."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import violations

PASSWORD = "seven dry wells"
TWO_MINUTES = 120.0


def invite(page: Page, role: str, library: str = "") -> str:
    page.locator(".studio-bar").get_by_role("link", name="People").click()
    form = page.locator("form", has=page.get_by_role("button", name="Make a link"))
    form.locator("[name=role]").select_option(role)
    if library:
        form.locator("[name=institution]").select_option(label=library)
    page.get_by_role("button", name="Make a link").click()
    address = page.locator("[data-link]").input_value()
    assert violations(page) == []
    for language in ("kk", "ru", "en"):
        expect(page.locator(f"textarea[lang={language}]")).to_contain_text(
            f"/{language}/invitation/"
        )
    return address


def come_in(page: Page, address: str, name: str) -> None:
    page.goto(address)
    assert violations(page) == []
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password once more").fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url("**/studio/")


def test_a_library_joins(page: Page, new_page: Callable[..., Page]) -> None:
    start = time.monotonic()
    sign_in(page, "administrator")
    page.locator(".studio-bar").get_by_role("link", name="Libraries").click()
    page.get_by_role("link", name="New library").click()
    page.get_by_label("Name (Қазақша)").fill("Қостанай облыстық кітапханасы")
    page.get_by_label("Name (English)").fill("Kostanay Library")
    page.get_by_label("Short name for addresses").fill("kostanay-test")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Kostanay Library")
    assert violations(page) == []
    link = invite(page, "institution-administrator", "Kostanay Library")

    manager = new_page(locale="en-GB", viewport={"width": 1280, "height": 900})
    come_in(manager, link, "Saule Kostanay")
    expect(manager.get_by_role("heading", name="What to do first")).to_be_visible()
    link = invite(manager, "curator")

    curator = new_page(locale="en-GB", viewport={"width": 360, "height": 800})
    come_in(curator, link, "Dana Kostanay")
    expect(curator.locator("h1")).to_have_text("Kostanay Library")
    assert curator.locator(".studio-bar a", has_text="People").count() == 0
    assert time.monotonic() - start < TWO_MINUTES
