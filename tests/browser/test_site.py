"""The readers' site as a whole: without JavaScript, edited in place, and written to."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from repository.web.languages import LANGUAGES
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import violations
from tests.site import Site

PAGES = (
    "/", "/collections", "/collections/audiovisual", "/institutions", "/institutions/nlrk",
    "/about", "/about/timeline", "/about/documents", "/about/protocol-on-joining", "/news",
    "/news/seminar-in-kostanay", "/statistics",
)  # fmt: skip
STUDIO = ("/studio/site", "/studio/site/new", "/studio/site/name", "/studio/inbox",
          "/studio/inbox/copies")  # fmt: skip
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere_without_javascript(
    new_page: Callable[..., Page], site: Site, language: str
) -> None:
    page = new_page(java_script_enabled=False)
    waiting, seen = [f"/{language}/"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        expect(page.locator("h1")).to_have_count(1)
        assert page.locator("html").get_attribute("lang") == language
        for link in page.locator("a[href]").all():
            waiting += _inside(link.get_attribute("href") or "", site, language)
    assert {f"/{language}{path}" for path in PAGES[1:]} <= seen


def _inside(href: str, site: Site, language: str) -> list[str]:
    """The page of this language that a link leads to, if it is one."""
    parts = urlsplit(href)
    own = not parts.netloc or f"{parts.scheme}://{parts.netloc}" == site.url
    is_page = parts.path.startswith(f"/{language}/") and "." not in parts.path
    query = f"?{parts.query}" if parts.query and "manifest=" not in parts.query else ""
    few = not re.search(r"/(search|low-vision|sign-in|cite|citation)", parts.path)
    return [parts.path + query] if own and is_page and few else []


@pytest.mark.slow
def test_the_studio_of_the_site_for_every_eye(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 800})
    sign_in(page, "administrator")
    for path in STUDIO:
        page.goto(f"/en{path}")
        assert violations(page) == [], path
        assert page.evaluate(TOO_WIDE) <= 0, path


def test_a_page_is_edited_where_it_is_read(new_page: Callable[..., Page]) -> None:
    page = new_page(locale="en-GB")
    sign_in(page, "administrator")
    page.goto("/en/about/caravanserai")
    page.get_by_role("link", name="Edit this page").click()
    page.get_by_label("Text (English)").fill("## Travellers\n\nThey **rested** here.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview")).to_contain_text("They rested here.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Look at it").click()
    expect(page.locator(".prose h2")).to_have_text("Travellers")
    assert violations(page) == []


def test_from_a_page_to_the_librarys_answer(new_page: Callable[..., Page]) -> None:
    reader = new_page(java_script_enabled=False, locale="en-GB")
    reader.goto("/en/collections/books")
    reader.locator(".card").first.click()
    reader.locator(".sights a").nth(2).click()
    reader.get_by_role("link", name="Tell the library about a mistake").click()
    expect(reader.get_by_label("Page, counted from 1")).to_have_value("3")
    reader.get_by_label("Your message").fill("The third line is blurred.")
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator("h1")).to_have_text("Thank you")
    reader.get_by_role("link", name="Back to the work").click()
    reader.get_by_role("link", name="Request a copy").click()
    reader.get_by_label("What the copy is for").fill("A lesson")
    reader.get_by_role("button", name="Send the request").click()
    expect(reader.locator("h1")).to_have_text("Your request")
    expect(reader.locator(".badge")).to_have_text("received")

    curator = new_page(locale="en-GB")
    sign_in(curator, "gulnara")
    curator.get_by_role("link", name="Letters of readers").click()
    curator.locator(".article-rows a").first.click()
    expect(curator.locator(".said")).to_have_text("The third line is blurred.")
    curator.get_by_role("button", name="Close without an answer").click()
    curator.get_by_role("link", name="Requests for copies").click()
    curator.locator(".article-rows a").first.click()
    curator.get_by_role("button", name="Accept").click()
    assert violations(curator) == []
    reader.reload()
    expect(reader.locator(".badge")).to_have_text("accepted")
