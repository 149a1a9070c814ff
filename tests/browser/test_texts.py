"""A reader from a search to the marked word, and a curator who sets lines right by keyboard."""

import io
import re
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from repository.texts.alto_writing import write_alto
from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.test_accessibility import violations
from tests.repository.written import transcript
from tests.site import Site

LINES = ("Қазақстан Ұлттық кітапханасы", "Электрондық кор жане кітап", "Үшінші жол")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site with one work of two grey pages, of which the first has a text."""
    folder = tmp_path_factory.mktemp("texts")
    made = Site(folder / "site", {"KERUEN_NEW_PASSWORD": PASSWORD})
    book = folder / "book"
    book.mkdir()
    for name, grey in (("1", 235), ("2", 215)):
        Image.linear_gradient("L").resize((1000, 1500)).point(lambda v, g=grey: g - v // 16).save(
            book / f"{name}.png"
        )
    (book / "1.xml").write_bytes(write_alto(transcript(*LINES)))
    made.keruen("import", str(book), "--institution", "nlrk", "--publish", "--wait")
    made.keruen("user", "add", "gulnara", "--institution", "nlrk")
    made.start()
    yield made
    made.kill()


def address(site: Site) -> str:
    found = site.get("/iiif/presentation/3/collection/top").json()
    library = site.get(found["items"][0]["id"].removeprefix(site.url)).json()
    return re.sub(r".*/3/(\w+)/manifest$", r"works/\1", library["items"][0]["id"])


def yellow(page: Page) -> int:
    """How many pixels of the picture are marked: it is grey, and marks are not."""
    page.locator("#viewer .openseadragon-canvas").wait_for()
    data = page.locator("#viewer .openseadragon-container").first.screenshot()
    picture = Image.open(io.BytesIO(data)).convert("HSV")
    return sum(picture.getchannel("S").histogram()[40:])


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "Іздеу"), ("ru", "Поиск"), ("en", "Search")]
)
def test_from_the_first_page_to_the_word_marked_in_mirador(
    page: Page, language: str, words: str
) -> None:
    hit = page.locator(".snippets a").first
    for _ in range(30):  # until the index has taken the work up
        page.goto(f"/{language}/")
        page.get_by_role("combobox").fill("китапхана")
        page.get_by_role("combobox").press("Enter")
        page.wait_for_url(f"**/{language}/search?q=*")
        if hit.count():
            break
        page.wait_for_timeout(1000)
    expect(hit.locator("mark")).to_have_text("кітапханасы")
    hit.click()
    page.wait_for_url(f"**/{language}/works/*")
    panel = page.locator("#viewer aside, #viewer [role=complementary], #viewer section").filter(
        has_text=words
    )
    expect(panel.first).to_contain_text("кітапханасы", timeout=40_000)
    expect(panel.first).to_contain_text(re.compile(r"1\s*(/|из|of)\s*1"))
    for _ in range(100):
        if yellow(page) > 50:
            break
        page.wait_for_timeout(200)
    else:
        raise AssertionError("the word is not marked on the page")


def test_a_search_by_hand_in_mirador(page: Page, site: Site) -> None:
    page.goto(f"/en/{address(site)}?q=кор")
    box = page.get_by_label("search terms")
    expect(box).to_have_value("кор", timeout=40_000)
    box.fill("ештеңе")
    box.press("Enter")
    expect(page.locator("#viewer")).to_contain_text("No results found")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_text_stands_beside_the_picture(
    new_page: Callable[..., Page], site: Site, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, java_script_enabled=True)
    page.goto(f"/kk/{address(site)}/pages/1?q=китап")
    assert "кітап" in page.locator(".written mark").all_inner_texts()
    assert page.locator(".written").get_attribute("lang") is not None
    assert [line for line in violations(page) if "page-text" in line] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_lines_are_set_right_by_keyboard(page: Page, site: Site) -> None:
    sign_in(page, "gulnara")
    work = address(site)
    page.goto(f"/en/studio/{work}/text")
    assert violations(page) == []
    page.locator(".texts a").first.click()
    lines = page.locator(".text-lines li input")
    expect(lines).to_have_count(3)
    lines.nth(0).focus()
    expect(page.locator(".text-mark")).to_be_visible()
    page.keyboard.press("Enter")
    expect(lines.nth(1)).to_be_focused()
    lines.nth(1).fill("Электрондық қор және кітап")
    expect(page.locator("[data-state]")).to_have_text("Lines are not saved yet.")
    page.keyboard.press("Control+s")
    expect(page.locator(".text-lines li.corrected")).to_have_count(1)
    expect(lines.nth(1)).to_have_value("Электрондық қор және кітап")
    assert violations(page) == []
    text = site.get(f"/{work}/pages/{page.url.rpartition('/')[2]}/text").body.decode()
    assert text.split("\n")[1] == "Электрондық қор және кітап"
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
