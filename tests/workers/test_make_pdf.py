"""PDFs that workers make for readers, opened again."""

from pathlib import Path

import pypdfium2
import pytest

from repository.downloads import WHOLE, Part, ask, status
from repository.downloads.cover import Cover, CoverSheet
from repository.institutions import ensure_institution
from repository.jobs import BATCH
from repository.masters import store_file
from repository.models import Page, Section, SectionPage, TextSource
from repository.pages import get_page, put_files
from repository.repository import Repository
from repository.settings import Settings
from repository.texts.keeping import put_text, store_text
from repository.texts.transcript import Block, Box, Line, Transcript, Word
from repository.works import create_work, get_work
from tests.quickly import open_empty
from workers.job import do_next
from workers.pdf_cover import cover_page

DATA = Path(__file__).parents[1] / "data"
WORDS = ("Қазақстан", "халқы", "вѣра", "كتاب")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return open_empty(Settings(data_dir=tmp_path / "data"))


def work_off(repository: Repository) -> None:
    while do_next(repository):
        pass


@pytest.fixture
def book(repository: Repository) -> str:
    """A work of three pages; the first has a line of text, the last is a section."""
    scans = ["page_kk.jpg", "jpg-icc.jpg", "hopper_gray_4bpp.tif"]
    files = [store_file(repository.storage, DATA / name, f"{n}-{name}") for n, name in
             enumerate(scans)]  # fmt: skip
    with repository.database.write() as session:
        library = ensure_institution(session, "nlrk", {"kk": ["Ұлттық кітапхана"]})
        label = {"kk": ["Керуен жолы"], "ru": ["Караванный путь"], "en": ["The caravan road"]}
        work = create_work(session, library.id, label)
        work.rights = "http://creativecommons.org/licenses/by-nc/4.0/"
        pages = put_files(session, work, files, BATCH)
        section = Section(work_id=work.id, position=1, label={"ru": ["Приложение"]})
        session.add(section)
        session.flush()
        last = SectionPage(section_id=section.id, position=1, page_id=pages[2].id, fragment=None)
        session.add(last)
        work_id, first = work.id, pages[0].id
    work_off(repository)
    boxes = [Box(100 + 160 * n, 200, 150, 30) for n in range(len(WORDS))]
    words = tuple(Word(text, box) for text, box in zip(WORDS, boxes, strict=True))
    line = Line(words, Box(100, 200, 630, 30))
    written = Transcript(872, 356, (Block((line,), line.box),), ("kaz",))
    stored = store_text(repository.storage, written, TextSource.ALTO)
    with repository.database.write() as session:
        put_text(session, get_page(session, first), stored)
    return work_id


def made(repository: Repository, work_id: str, part: Part) -> pypdfium2.PdfDocument:
    with repository.database.write() as session:
        assert ask(session, get_work(session, work_id), part).state == "waiting"
    work_off(repository)
    with repository.database.read() as session:
        found = status(session, get_work(session, work_id), part)
    assert found.state == "ready", found
    data = repository.storage.read(found.key)
    assert len(data) == found.size
    return pypdfium2.PdfDocument(data)


def text_of(document: pypdfium2.PdfDocument, page: int) -> str:
    text: str = document[page].get_textpage().get_text_range()
    return text


def test_a_book_has_its_cover_its_pages_and_its_words(repository: Repository, book: str) -> None:
    document = made(repository, book, WHOLE)
    assert len(document) == 4
    cover = " ".join(text_of(document, 0).split())
    for title in ("Керуен жолы", "Караванный путь", "The caravan road"):
        assert title in cover
    for word in ("Құқықтары", "Права", "Rights", "CC BY-NC 4.0", "Ұлттық кітапхана", "дата обращ"):
        assert word in cover, word
    assert f"/works/{book}" in cover
    assert text_of(document, 1).split() == list(WORDS)
    width, height = document[1].get_size()
    assert max(width, height) == pytest.approx(842, abs=0.1)
    (index, count) = document[1].get_textpage().search("халқы").get_next()
    left, bottom, _, top = document[1].get_textpage().get_charbox(index, loose=True)
    scale = width / 872
    assert left == pytest.approx(260 * scale, abs=3)
    assert bottom < height - 215 * scale < top
    last = document[1].get_textpage().get_charbox(index + count - 1)
    assert last[2] == pytest.approx(410 * scale, abs=4)
    # Nothing of the text is painted, the picture is.
    painted = document[1].render(scale=1).to_numpy()
    assert painted.std() > 10
    (mark,) = document.get_toc()
    assert (mark.get_title(), mark.get_dest().get_index()) == ("Приложение", 3)


def test_a_cover_writes_arabic_letters_from_the_right() -> None:
    title = "قالىڭ ەلىم، قازاعىم"
    sheets = {
        "kk": CoverSheet(title, "", (("Автор", "Абай"),), ""),
        "ru": CoverSheet(f"Қалың елім — {title[:5]}", "", (), ""),
    }
    document = pypdfium2.PdfDocument(cover_page(Cover(title, "", "", sheets)))
    text = document[0].get_textpage()
    assert title in text.get_text_range()
    assert "Қалың елім — " in text.get_text_range()
    (first, _) = text.search("قازا").get_next()
    (begins, _) = text.search("قالى").get_next()
    width = document[0].get_size()[0]
    assert text.get_charbox(begins)[2] > width - 70, "it begins at the right margin"
    assert text.get_charbox(first)[2] < text.get_charbox(begins)[0], "and goes on to the left"


def test_a_page_and_a_section_are_files_of_their_own(repository: Repository, book: str) -> None:
    with repository.database.read() as session:
        second = session.query(Page).filter_by(work_id=book, position=2).one().id
        section = session.query(Section).one().id
    one = made(repository, book, Part(page_id=second))
    assert len(one) == 2
    assert "Страница 2 из 3" in " ".join(text_of(one, 0).split())
    few = made(repository, book, Part(section_id=section))
    assert len(few) == 2
    assert "Приложение · Страница 3 из 3" in " ".join(text_of(few, 0).split())
