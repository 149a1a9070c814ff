"""A disc of works by its list: the report, the mending, the agreement, and a second run."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from repository.institutions import ensure_institution
from repository.repository import open_repository
from repository.settings import Settings
from tests.browser.conftest import PASSWORD, sign_in
from tests.browser.test_accessibility import violations
from tests.site import Site

HEADINGS = ["№", "Файл", "Заглавие (каз)", "Заглавие (рус)", "Автор", "Год", "Язык", "Права"]
RECORDS = Path(__file__).parents[1] / "data" / "records" / "rusmarc_nlr_cp1251.iso"
WORKS = 10


@pytest.fixture(scope="module")
def disc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("import") / "disc 1"
    make_disc(folder)
    return folder


def make_disc(folder: Path) -> None:
    """Small PDFs of two pages, each another."""
    folder.mkdir(parents=True)
    for number in range(1, WORKS + 1):
        pages = [
            Image.new("RGB", (300, 400), (20 * number % 255, 90, 40 * page)) for page in range(2)
        ]
        pages[0].save(folder / f"book{number:02}.pdf", save_all=True, append_images=pages[1:])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, disc: Path) -> Iterator[Site]:
    """A running site with an empty library, whose curator may import from the folder."""
    settings = {"KERUEN_NEW_PASSWORD": PASSWORD, "KERUEN_IMPORT_DIRS": str(disc.parent)}
    made = Site(tmp_path_factory.mktemp("site"), settings)
    made.keruen("migrate")
    repository = open_repository(Settings(data_dir=Path(made.environment["KERUEN_DATA_DIR"])))
    with repository.database.write() as session:
        ensure_institution(session, "oral", {"kk": ["Орал кітапханасы"], "en": ["Oral library"]})
    repository.close()
    made.keruen("user", "add", "gulnara", "--institution", "oral")
    try:
        made.start()
        yield made
    finally:
        made.kill()


def rows(*changes: tuple[int, int, str]) -> bytes:
    """The list of the disc as Excel writes it; changes are (work, column, text)."""
    lines = [
        [
            str(n),
            f"book{n:02}",
            f"Кітап {n}",
            f"Книга {n}",
            f"Автор {n}",
            str(1900 + n),
            "kaz",
            "CC0",
        ]
        for n in range(1, WORKS + 1)
    ]
    for work, column, text in changes:
        lines[work - 1][column] = text
    kept = io.StringIO()
    csv.writer(kept, delimiter=";").writerows([HEADINGS, *lines])
    return kept.getvalue().encode("utf-8-sig")


def send(page: Page, data: bytes, name: str, language: str = "en") -> None:
    page.goto(f"/{language}/studio/batches/new")
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.locator("input[name=list]").set_input_files(file)
    page.locator("select[name=folder]").select_option(label="import0/disc 1")
    page.locator("form[enctype] button").click()
    page.locator('[data-batch]:not([data-state="checking"])').wait_for()


def take_over_a_record(page: Page) -> None:
    """From the description of a work: choose a file, choose a record, choose fields."""
    page.get_by_role("link", name="Заполнить из каталожной записи").click()
    page.locator("input[name=record]").set_input_files(RECORDS)
    page.get_by_role("button", name="Показать, что она заполнит").click()
    page.get_by_role("link", name="Задачи и этюды : Сб.").click()
    expect(page.locator(".offers li", has_text="Заглавие")).to_contain_text("Книга 4")
    assert violations(page) == []
    page.locator("[name=field][value=title]").check()
    page.locator(".offers .choices button").click()
    expect(page.locator("h1")).to_contain_text("Задачи и этюды : Сб.")


def test_a_disc_of_works_by_its_list(page: Page) -> None:
    sign_in(page, "gulnara")
    page.goto("/en/studio/batches/")
    expect(page.locator("main")).to_contain_text("No batch yet")

    send(page, rows((3, 1, "book33"), (7, 5, "давно"), (9, 6, "марсианский")), "диск 1.csv")
    report = page.locator("tr.bad")
    expect(report).to_have_count(3)
    expect(report.nth(0)).to_contain_text("There is neither a file nor a folder book33.")
    expect(report.nth(1)).to_contain_text("Год: “давно” cannot be read as a date")
    expect(report.nth(2)).to_contain_text("Язык: The language “марсианский” is not known")
    expect(page.locator(".agree")).to_contain_text("3 rows have problems")
    assert violations(page) == []

    send(page, rows(), "диск 1 (исправлен).csv", "ru")
    expect(page.locator("tr.bad")).to_have_count(0)
    page.get_by_role("button", name="Импортировать 10 произведений").click()
    expect(page.locator("h1 + p .badge")).to_have_text("готово", timeout=120_000)
    expect(page.locator("tbody .badge.done")).to_have_count(WORKS)
    assert violations(page) == []
    page.get_by_role("link", name="Кітап 4").click()
    expect(page.locator("[data-grid] img")).to_have_count(2, timeout=60_000)
    page.locator(".tabs a").nth(2).click()
    fields = page.locator("main :is(input, textarea)")
    assert "Автор 4" in fields.evaluate_all("all => all.map(each => each.value)")

    take_over_a_record(page)

    send(page, rows(), "диск 1, ещё раз.csv")
    expect(page.locator("tbody .badge").first).to_have_text("there already")
    page.get_by_role("button", name="Bring in 10 works").click()
    expect(page.locator("h1 + p .badge")).to_have_text("done", timeout=120_000)
    expect(page.locator("tbody .badge", has_text="was there")).to_have_count(WORKS)
    page.goto("/en/studio/works")
    expect(page.locator(".works > li")).to_have_count(WORKS)
