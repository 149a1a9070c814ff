"""`python -m tests.browser.pictures`: take the pictures of the main pages for `docs/pictures`."""

import io
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from repository.web.languages import LANGUAGES
from tests.browser.arranged import take_tabs
from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.furnished import furnish
from tests.browser.site_pictures import reading
from tests.browser.test_batches import RECORDS, make_disc, rows, send
from tests.browser.test_curator import bring, fill
from tests.browser.test_reader import open_work
from tests.browser.visit import Mirador, launch
from tests.site import Site

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
DESK = {"width": 1280, "height": 860}
WORDS = {"kk": "кітапхана", "ru": "казахстан", "en": "prokudin"}
PHONE = {"width": 390, "height": 800}


def take(page: Page, name: str, folder: Path, whole: bool = False) -> None:
    """Keep what the page shows, in 256 colours."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=whole)))
    # The few pixels of an accent must not be lost among thousands of paper.
    small = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE)
    small.save(folder / f"{name}.png", optimize=True)


def reader(browser: Browser, site: Site, language: str, folder: Path) -> None:
    """The first page and a work, on a desk and on a phone."""
    for size, where in ((DESK, ""), (PHONE, "-phone")):
        if where and language != "kk":
            continue
        page = browser.new_page(base_url=site.url, viewport=size)  # type: ignore[arg-type]
        page.goto(f"/{language}/")
        take(page, f"home{where}-{language}", folder)
        page.goto(f"/{language}/search?q={WORDS[language]}")
        take(page, f"search{where}-{language}", folder)
        mirador = Mirador(page)
        open_work(page, language)
        mirador.wait()
        mirador.settle()
        take(page, f"work{where}-{language}", folder)
        page.close()


SITE_PAGES = {
    "collections": "/collections",
    "libraries": "/institutions",
    "library": "/institutions/nlrk",
    "about": "/about",
    "timeline": "/about/timeline",
    "documents": "/about/documents",
    "news": "/news",
    "statistics": "/statistics",
}


def project(browser: Browser, site_url: str, language: str, folder: Path) -> None:
    """The pages about the collections, the libraries and the project; some for low vision."""
    page = browser.new_page(base_url=site_url, viewport=DESK)  # type: ignore[arg-type]
    for name, path in SITE_PAGES.items():
        page.goto(f"/{language}{path}")
        take(page, f"{name}-{language}", folder)
    if language == "ru":
        cookie = {"name": "keruen_vision", "value": "150.black.hidden", "url": site_url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        for name, path in {"home": "/", "about": "/about", "libraries": "/institutions"}.items():
            page.goto(f"/{language}{path}")
            take(page, f"{name}-low-vision-{language}", folder)
    page.close()


def curator(browser: Browser, site: Site, language: str, folder: Path) -> None:
    """The studio with a work of which one page failed."""
    page = browser.new_page(base_url=site.url, viewport=DESK)  # type: ignore[arg-type]
    sign_in(page, "gulnara", language)
    take(page, f"studio-{language}", folder)
    page.goto(f"/{language}/studio/works/new")
    take(page, f"studio-new-{language}", folder)
    page.goto(f"/{language}/studio/works")
    page.locator(".works a", has_text="1784").click()
    page.locator('[data-grid] [data-state="failed"]').wait_for()
    take(page, f"studio-work-{language}", folder, whole=True)
    page.close()
    if language != "kk":
        return
    phone = browser.new_page(base_url=site.url, viewport=PHONE)  # type: ignore[arg-type]
    sign_in(phone, "gulnara", language)
    phone.goto(f"/{language}/studio/works")
    phone.locator(".works a", has_text="1784").click()
    phone.locator('[data-grid] [data-state="failed"]').wait_for()
    take(phone, f"studio-work-phone-{language}", folder, whole=True)
    phone.close()


def arranging(browser: Browser, site: Site, work: str, language: str, folder: Path) -> None:
    """The tabs of a book that was put in order."""
    page = browser.new_page(base_url=site.url, viewport=DESK)  # type: ignore[arg-type]
    sign_in(page, "gulnara", language)
    take_tabs(page, work, language, lambda page, name: take(page, f"{name}-{language}", folder))
    page.close()


STUDIO_PAGES = {
    "works": "works",
    "description": "works/{work}/description",
    "authorities": "authorities/",
    "authority": "authorities/{authority}",
    "bulk-edit": "edits/?institution={institution}",
    "bulk-preview": "edits/{edit}",
    "batches": "batches/",
    "batch-report": "batches/{batch}",
    "collections": "collections/",
    "collection": "collections/{collection}",
    "inbox": "inbox",
    "letter": "inbox/messages/{messages}",
    "copy": "inbox/copies/{copies}",
    "people": "people/",
    "libraries": "libraries/",
    "library": "libraries/{institution}",
    "log": "log/",
    "site": "site",
    "account": "profile/",
    "overview": "",
}


def administration(
    browser: Browser, site: Site, ids: dict[str, str], language: str, folder: Path
) -> None:
    """Every other page of the studio, as an administrator sees it."""
    page = browser.new_page(base_url=site.url, viewport=DESK)  # type: ignore[arg-type]
    sign_in(page, "administrator", language)
    for name, path in STUDIO_PAGES.items():
        page.goto(f"/{language}/studio/{path.format(**ids)}")
        take(page, f"studio-{name}-{language}", folder, whole=name != "log")
    page.close()


def batch(browser: Browser, site: Site, language: str, folder: Path) -> None:
    """The report of a list with mistakes, and a catalogue record beside a work."""
    page = browser.new_page(base_url=site.url, viewport=DESK)  # type: ignore[arg-type]
    sign_in(page, "gulnara", language)
    page.goto(f"/{language}/studio/batches/new")
    take(page, f"studio-batch-new-{language}", folder, whole=True)
    faulty = rows((3, 1, "book33"), (7, 5, "давно"), (9, 6, "марсианский"))
    send(page, faulty, "диск 1.csv", language)
    take(page, f"studio-batch-{language}", folder, whole=True)
    page.goto(f"/{language}/studio/works")
    page.locator(".works a", has_text="1784").click()
    page.locator(".tabs a", has=page.locator("visible=true")).first.wait_for()
    page.goto(page.url.split("?")[0] + "/record")
    page.locator("input[name=record]").set_input_files(RECORDS)
    page.locator("form.one button").click()
    page.locator(".record-list a").nth(1).click()
    page.locator(".offers").wait_for()
    take(page, f"studio-record-{language}", folder, whole=True)
    page.close()


def text_desk(browser: Browser, site: Site, language: str, folder: Path) -> None:
    """The lines of a page beside its picture."""
    page = browser.new_page(base_url=site.url, viewport=DESK)  # type: ignore[arg-type]
    sign_in(page, "administrator", language)
    page.goto("/kk/studio/works?of=all")
    work = page.locator(".works a", has_text="Шекарадағы кездесулер").first.get_attribute("href")
    page.goto(f"{work}/text".replace("/kk/", f"/{language}/"))
    page.locator(".texts a").first.click()
    page.locator(".text-lines li input").first.wait_for()
    take(page, f"studio-text-{language}", folder)
    page.close()


def prepare(browser: Browser, site: Site, scans: Path) -> None:
    """Bring in a draft with a damaged page."""
    page = browser.new_page(base_url=site.url)
    sign_in(page, "gulnara")
    damaged = scans / "page 9.tif"
    damaged.write_bytes(b"II*\0 this breaks off")
    bring(page, [*fill(scans, range(5, 9)), damaged], "Berlinische Monatsschrift, 1784")
    page.locator('[data-grid] [data-state="failed"]').wait_for()
    page.locator("[data-grid] img").nth(3).wait_for()
    page.close()


def take_all(browser: Browser, place: Path, folder: Path, languages: Iterable[str]) -> None:
    """Take every picture in these languages, of a site that is made in `place`."""
    folder.mkdir(parents=True, exist_ok=True)
    make_disc(place / "import0" / "disc 1")
    settings = {"KERUEN_NEW_PASSWORD": PASSWORD, "KERUEN_IMPORT_DIRS": f"{place}/import0"}
    site = Site(place / "site", settings)
    site.keruen("demo", "--wait")
    site.keruen("user", "add", "gulnara", "--institution", "nlrk")
    site.keruen("user", "add", "administrator", "--role", "administrator")
    site.start()
    scans = place / "scans"
    scans.mkdir()
    try:
        prepare(browser, site, scans)
        ids = furnish(site.folder / "data", place / "disc")
        for language in languages:
            reader(browser, site, language, folder)
            project(browser, site.url, language, folder)
            reading(browser, site, language, folder)
            curator(browser, site, language, folder)
            arranging(browser, site, ids["work"], language, folder)
            administration(browser, site, ids, language, folder)
            batch(browser, site, language, folder)
            text_desk(browser, site, language, folder)
    finally:
        site.kill()


def main(folder: Path) -> None:
    """Take every picture in every language."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = launch(playwright)
        take_all(browser, Path(place), folder, LANGUAGES)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
