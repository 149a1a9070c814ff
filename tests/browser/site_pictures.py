"""Pictures of the pages around a work, in three languages and as with low vision."""

import io
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.readers_pages import things
from tests.browser.visit import Mirador
from tests.site import Site

DESK = {"width": 1280, "height": 860}
READING = {
    "page": "/works/{work}/pages/2",
    "feedback": "/works/{work}/feedback?page=2",
    "copy": "/works/{work}/copy",
    "delivery": "/deliveries/{secret}",
    "pdf": "/works/{work}/pdf",
    "embed": "/embed/{work}",
    "low-vision": "/low-vision",
    "search-none": "/search?q=йцукен",
    "news-article": "/news/seminar-in-kostanay",
    "document": "/about/protocol-on-joining",
    "collection": "/collections/books",
    "sign-in": "/sign-in",
}
LOW_VISION = {
    "search": "/search?q=1784",
    "work": "/works/{work}",
    "collections": "/collections",
    "timeline": "/about/timeline",
    "library": "/institutions/nlrk",
    "news": "/news",
} | {name: path for name, path in READING.items() if name != "embed"}


def reading(browser: Browser, site: Site, language: str, folder: Path) -> None:
    """The pages of a work and all around it; in Russian for low vision, too."""
    context = browser.new_context(base_url=site.url, viewport=DESK)  # type: ignore[arg-type]
    page = context.new_page()
    known = things(page, site)
    for name, path in READING.items():
        _take(page, f"/{language}{path}", name, f"{name}-{language}", known, folder)
    mirador = Mirador(page)
    page.goto(f"/{language}/works/{known['work']}")
    mirador.wait()
    mirador.settle()
    page.locator("details.codes").evaluate("each => { each.open = true }")
    keep(page.screenshot(full_page=True), folder / f"work-whole-{language}.png")
    if language == "ru":
        cookie = {"name": "keruen_vision", "value": "150.black.hidden", "url": site.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        for name, path in LOW_VISION.items():
            _take(page, f"/ru{path}", name, f"{name}-low-vision-ru", known, folder)
        cover(page, known["work"], folder)
    context.close()


def _take(
    page: Page, address: str, name: str, kept: str, known: dict[str, str], folder: Path
) -> None:
    mirador = Mirador(page)
    page.goto(address.format(**known))
    page.wait_for_load_state("networkidle")
    if name in ("embed", "work"):
        mirador.settle()
    keep(page.screenshot(full_page=name in ("page", "delivery")), folder / f"{kept}.png")


def keep(shot: bytes, where: Path) -> None:
    """Keep a screenshot in 256 colours."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.quantize(256, Image.Quantize.MAXCOVERAGE).save(where, optimize=True)


def cover(page: Page, work: str, folder: Path) -> None:
    """The first page of a PDF for readers."""
    page.goto(f"/ru/works/{work}/pdf")
    page.locator("main form button").first.click()
    link = page.locator("main a[download]").first
    link.wait_for(timeout=120_000)  # the page looks again by itself
    answer = page.request.get(link.get_attribute("href") or "")
    document = pypdfium2.PdfDocument(answer.body())
    document[0].render(scale=1.5).to_pil().convert("P").save(folder / "pdf-cover.png")
