"""Texts that come with scans: files beside them, and layers of PDFs."""

import shutil
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from repository.importing import (
    Destination,
    begin_import,
    import_pages,
)
from repository.jobs import RECOGNISE
from repository.models import Job, Page, PageText
from repository.repository import Repository
from repository.settings import Settings
from repository.sources import find_source
from repository.texts.alto_writing import write_alto
from repository.texts.beside import beside, import_texts
from repository.texts.hocr_writing import write_hocr
from repository.texts.keeping import transcript_of
from tests.quickly import open_empty
from tests.repository.written import transcript
from tests.workers.test_recognise import work_off

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return open_empty(Settings(data_dir=tmp_path / "data"))


def take(repository: Repository, path: Path) -> list[str]:
    """Import a source with its texts; what was refused."""
    source = find_source(path)
    work_id, files = begin_import(repository, source, Destination())
    list(import_pages(repository, work_id, files))
    return [error.code for error in import_texts(repository, work_id, beside(source.texts))]


def texts(repository: Repository) -> dict[str, PageText]:
    with repository.database.read() as session:
        query = select(Page.file_name, PageText).join(PageText, PageText.page_id == Page.id)
        found = {row.file_name: row.PageText for row in session.execute(query)}
        for row in found.values():
            session.refresh(row, ["lines"])
        return found


def test_files_beside_scans_wait_for_their_pictures(repository: Repository, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    for name in ("p1", "p2", "p3", "p4"):
        Image.new("L", (500, 750), 200).save(folder / f"{name}.png")
    (folder / "p1.xml").write_bytes(write_alto(transcript("бірінші бет")))
    (folder / "p2.hocr").write_bytes(write_hocr(transcript("екінші бет")))
    wide = write_alto(transcript("басқа пішін")).replace(b'WIDTH="1000"', b'WIDTH="3000"')
    (folder / "p3.alto.xml").write_bytes(wide)
    (folder / "p4.xml").write_text("<mets/>")
    (folder / "notes.xml").write_text("<mets/>")
    assert find_source(folder).skipped == ("notes.xml",)
    assert take(repository, folder) == ["not-a-text"]
    work_off(repository)
    found = texts(repository)
    assert {name: row.text for name, row in found.items()} == {
        "p1.png": "бірінші бет",
        "p2.png": "екінші бет",
    }
    # The texts speak of pages of twice the size.
    assert [found[name].width for name in ("p1.png", "p2.png")] == [500, 500]
    assert tuple(next(transcript_of(found["p1.png"]).lines).box) == (50, 50, 400, 20)
    with repository.database.read() as session:
        failed = session.scalars(select(Job).where(Job.kind == RECOGNISE)).one()
        assert failed.reason is not None
        assert failed.reason["code"] == "text-of-another-page"
    # Importing again changes nothing; a better text takes the place of the old.
    (folder / "p1.xml").write_bytes(write_alto(transcript("бірінші бет түзелді")))
    take(repository, folder)
    assert texts(repository)["p1.png"].text == "бірінші бет түзелді"


def test_the_layer_of_a_pdf_is_taken_over(repository: Repository, tmp_path: Path) -> None:
    shutil.copy(DATA / "ttt_0059.pdf", tmp_path / "page.pdf")
    take(repository, tmp_path / "page.pdf")
    work_off(repository)
    (row,) = texts(repository).values()
    assert row.source == "pdf"
    lines = list(transcript_of(row).lines)
    assert len(lines) > 20
    for line in lines:
        for word in line.words:
            assert 0 <= word.box.x < word.box.right <= row.width
            assert 0 <= word.box.y < word.box.bottom <= row.height
