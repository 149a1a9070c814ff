"""What a curator does: bring scans in, watch them become pages, mend, describe, publish."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from repository.institutions import ensure_institution
from repository.models import Role
from repository.repository import open_repository
from repository.settings import Settings
from repository.users import add_user
from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.visit import Mirador
from tests.site import Site
from tests.walks.conftest import SAMPLE

BOOK = SAMPLE / "kant_1784"
TITLE = '[name="title.0.{}"]'
RIGHTS = '[name="rights.0.code"]'


def fill(folder: Path, numbers: range) -> list[Path]:
    """Pages of the sample book under names that sort by number only."""
    sources = sorted(BOOK.glob("*.jpg"))
    paths = []
    for number in numbers:
        path = folder / f"page {number}.jpg"
        shutil.copyfile(sources[number % len(sources)], path)
        paths.append(path)
    return paths


def bring(page: Page, files: list[Path], title: str) -> None:
    """Make a new work of these files and go to its draft."""
    page.goto("/en/studio/works/new")
    page.get_by_label("Title", exact=True).fill(title)
    page.locator("input[data-files]").set_input_files(files)
    page.get_by_role("link", name="Go on in the draft").wait_for()
    words = page.locator("[data-whole-words]")
    expect(words).to_contain_text(f"{len(files)} of {len(files)}", timeout=30_000)
    page.get_by_role("link", name="Go on in the draft").click()
    page.locator("#work").wait_for()


def empty_library(site: Site) -> None:
    """A library without works, and its curator Dana."""
    opened = open_repository(Settings(data_dir=site.folder / "data"))
    with opened.database.write() as session:
        library = ensure_institution(session, "kostanay", {"kk": ["Қостанай кітапханасы"]})
        add_user(session, "dana", PASSWORD, Role.CURATOR, library.id)
    opened.close()


def cut_once(page: Page) -> list[str]:
    """Break the line the first time that anything about an upload is asked; what was asked so."""
    broken: list[str] = []

    def cut(route: Route) -> None:
        name = f"{route.request.method} {route.request.url}"
        if name not in broken:
            broken.append(name)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/studio/works/*/uploads", cut)
    page.route("**/studio/works/*/uploads/*", cut)
    return broken


def test_from_an_empty_studio_over_a_cut_line_to_a_published_book(
    page: Page, new_page: Callable[..., Page], site: Site, scans: Path, allowed: list[str]
) -> None:
    empty_library(site)
    sign_in(page, "dana")
    expect(page.get_by_role("heading", name="What to do first")).to_be_visible()
    allowed.append("ERR_CONNECTION_RESET")
    broken = cut_once(page)
    bring(page, fill(scans, range(8, 12)), "Was ist Aufklärung?")
    expect(page.locator("[data-ready-words]")).to_have_text("All pages are ready: 4")
    # The list of uploads once, each of four files as it is announced and as it is sent.
    assert len(broken) >= 6
    names = page.locator("[data-grid] .name").all_text_contents()
    assert names == ["page 8.jpg", "page 9.jpg", "page 10.jpg", "page 11.jpg"]
    expect(page.locator("[data-grid] img")).to_have_count(4)
    address = page.locator("#work").get_attribute("data-reader")
    assert address is not None
    work = address.replace("/en/", "/")

    allowed.append("status of 404")
    reader = new_page()
    assert reader.goto(work).status == 404  # type: ignore[union-attr]
    mirador = Mirador(page)
    page.locator("[data-grid] li").nth(1).dblclick()
    expect(page.locator(".notice")).to_contain_text("only curators see it")
    expect(page.locator("#viewer")).to_contain_text("2 of 4")
    mirador.wait()

    page.get_by_role("link", name="Back to the studio").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("h1 .badge")).to_have_text("published")
    shown = Mirador(reader)
    reader.goto(work)
    expect(reader.locator("h1")).to_have_text("Was ist Aufklärung?")
    shown.wait()

    page.get_by_role("button", name="Hide from readers").click()
    expect(page.locator("h1 .badge")).to_have_text("draft")
    assert reader.goto(work).status == 404  # type: ignore[union-attr]
    page.goto("/en/studio/works")
    expect(page.locator(".works > li")).to_have_count(1)


def test_a_damaged_scan_is_named_and_mended(curator: Page, scans: Path, allowed: list[str]) -> None:
    page = curator
    files = fill(scans, range(1, 3))
    damaged = scans / "page 3 <b>.jpg"
    damaged.write_text("this is no picture")
    bring(page, [*files, damaged], "Mended")
    failed = page.locator('[data-grid] [data-state="failed"]')
    expect(failed).to_have_count(1)
    expect(failed.locator(".name")).to_have_text("page 3 <b>.jpg")
    expect(failed.locator(".reason")).to_contain_text("neither a picture nor a recording")

    allowed.append("status of 409")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Page 3 (page 3 <b>.jpg)")

    failed.click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Replace …").click()
    chooser.value.set_files(files[0])
    expect(page.locator("[data-ready-words]")).to_have_text("All pages are ready: 3")
    page.locator("[data-grid] li").first.click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator("[data-ready-words]")).to_have_text("All pages are ready: 2")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("h1 .badge")).to_have_text("published")


def test_sending_a_file_again_makes_no_second_page(curator: Page, scans: Path) -> None:
    page = curator
    files = fill(scans, range(1, 3))
    bring(page, files, "Twice")
    page.locator("input[data-files]").set_input_files(files)
    expect(page.locator("[data-whole-words]")).to_contain_text("2 of 2")
    expect(page.locator("[data-ready-words]")).to_have_text("All pages are ready: 2")


def test_a_description_in_three_languages(curator: Page, scans: Path) -> None:
    page = curator
    bring(page, fill(scans, range(1, 2)), "Untitled")
    page.get_by_role("link", name="Description").click()
    page.locator(TITLE.format("kk")).fill("Ағартушылық деген не?")
    page.locator(TITLE.format("ru")).fill("Что такое <просвещение>?")
    page.locator(RIGHTS).select_option(label="Public domain")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url("**/description?saved=*")
    page.get_by_role("link", name="Русский").click()
    expect(page.locator("h1")).to_contain_text("Что такое <просвещение>?")
    assert page.locator(RIGHTS).input_value().startswith("http://creativecommons.org")


def test_what_another_wrote_is_not_overwritten(
    curator: Page, new_page: Callable[..., Page], scans: Path, allowed: list[str]
) -> None:
    mine = curator
    bring(mine, fill(scans, range(1, 2)), "Ours")
    mine.get_by_role("link", name="Description").click()
    mine.wait_for_url("**/description")
    theirs = new_page(locale="en-GB")
    sign_in(theirs, "administrator")
    theirs.goto(mine.url)
    theirs.locator(TITLE.format("en")).fill("Theirs")
    theirs.get_by_role("button", name="Save").first.click()
    theirs.wait_for_url("**/description?saved=*")
    mine.locator(TITLE.format("en")).fill("Mine")
    allowed.append("status of 409")
    with mine.expect_response(lambda response: response.status == 409):
        mine.get_by_role("button", name="Save").first.click()
    expect(mine.get_by_role("alert")).to_contain_text("Somebody else changed")
    expect(mine.locator("h1")).to_contain_text("Theirs")
    expect(mine.locator(TITLE.format("en"))).to_have_value("Mine")


def test_a_foreign_work_can_be_looked_at_only(curator: Page, site: Site) -> None:
    curator.goto("/en/studio/works?of=all")
    curator.locator(".works a", has_text="Prokudin").first.click()
    expect(curator.locator(".notice").first).to_contain_text("another library")
    expect(curator.get_by_role("button", name="Hide from readers")).to_have_count(0)
