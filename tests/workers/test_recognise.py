"""Recognising texts with the real Tesseract."""

import shutil
from pathlib import Path

import pytest
import pyvips
from sqlalchemy import select

from benchmarks.text.rate import error_rate
from repository import jobs
from repository.institutions import ensure_institution
from repository.jobs import BATCH
from repository.masters import store_file
from repository.models import Job, JobState, Page, PageText, TextSource
from repository.pages import get_page, put_files
from repository.repository import Repository
from repository.settings import Settings
from repository.texts.alto_reading import read_alto
from repository.texts.keeping import put_text, store_text, transcript_of
from repository.texts.recognition import ask_for_text
from repository.texts.transcript import Block, Box, Line, Transcript, Word
from repository.works import create_work, get_work, publish
from tests.quickly import open_empty
from workers.job import do_next
from workers.page_picture import BEST, Preparation, prepared, text_height

DATA = Path(__file__).parents[1] / "data"
WRITTEN = (DATA / "page_kk.txt").read_text()
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs tesseract")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return open_empty(Settings(data_dir=tmp_path / "data", recognise=True))


def add_page(repository: Repository, scan: Path, language: str = "kk") -> str:
    """A work with one page; returns the page's id."""
    file = store_file(repository.storage, scan, scan.name)
    with repository.database.write() as session:
        library = ensure_institution(session, "nlrk", {"kk": ["Кітапхана"]})
        work = create_work(session, library.id, {"kk": ["Кездесулер"]})
        said = {"label": {"en": ["Language"]}, "value": {"none": [language]}, "term": "language"}
        work.metadata_ = [said]
        (page,) = put_files(session, work, [file], BATCH)
        return page.id


def work_off(repository: Repository) -> None:
    while do_next(repository):
        pass


def last_job(repository: Repository) -> Job:
    with repository.database.read() as session:
        query = select(Job).where(Job.kind == jobs.RECOGNISE).order_by(Job.created.desc())
        return session.scalars(query.limit(1)).one()


def text_of(repository: Repository, page_id: str) -> PageText:
    with repository.database.read() as session:
        row = session.get_one(PageText, page_id)
        session.refresh(row, ["lines"])
        return row


@needs_tesseract
def test_a_small_kazakh_page_is_read_after_its_picture_is_made(repository: Repository) -> None:
    page_id = add_page(repository, DATA / "page_kk.jpg")
    work_off(repository)
    row = text_of(repository, page_id)
    assert error_rate(WRITTEN, row.text) < 0.01
    assert (row.source, row.languages) == (TextSource.RECOGNISED, ["kaz"])
    assert row.confidence is not None
    assert row.confidence > 0.8
    with repository.database.read() as session:
        page = session.get_one(Page, page_id)
        layout = (row.width, row.height)
        assert layout == (872, 356)
        assert page.job_id != last_job(repository).id
    words = [word for line in transcript_of(row).lines for word in line.words]
    meetings = next(word for word in words if word.text.startswith("кездесулер"))
    # The second word of the first line, which stands in the middle of the page.
    assert 350 < meetings.box.x < 600
    assert meetings.box.bottom < 60
    alto = repository.storage.read(row.key)
    assert read_alto(alto, "page", 872, 356).text == row.text


@needs_tesseract
def test_corrected_lines_survive_being_read_again(repository: Repository) -> None:
    page_id = add_page(repository, DATA / "page_kk.jpg")
    work_off(repository)
    old = transcript_of(text_of(repository, page_id))
    first = next(old.lines)
    mended = Line((Word("Жаңа", Box(*first.box[:2], 50, 20)),), first.box, corrected=True)
    lone = Line((Word("Мөр", Box(10, 5, 60, 20)),), Box(10, 5, 60, 20), corrected=True)
    changed = Transcript(
        872, 356, (Block((mended, lone), Box(0, 0, 872, 356)),), languages=("kaz",)
    )
    stored = store_text(repository.storage, changed, TextSource.RECOGNISED)
    with repository.database.write() as session:
        page = get_page(session, page_id)
        put_text(session, page, stored)
        assert ask_for_text(session, page) is not None
        assert ask_for_text(session, page) is None
    work_off(repository)
    row = text_of(repository, page_id)
    lines = row.text.split("\n")
    assert (lines[0], lines.pop(2)) == ("Жаңа", "Мөр")
    assert row.corrected == 2
    assert error_rate(WRITTEN.partition("\n")[2], "\n".join(lines[1:])) < 0.01


@needs_tesseract
def test_a_text_that_came_with_the_scan_is_left_alone(repository: Repository) -> None:
    page_id = add_page(repository, DATA / "page_kk.jpg")
    given = Transcript(872, 356, (), ())
    stored = store_text(repository.storage, given, TextSource.ALTO)
    with repository.database.write() as session:
        put_text(session, get_page(session, page_id), stored)
    work_off(repository)
    assert text_of(repository, page_id).source == TextSource.ALTO


@needs_tesseract
def test_a_language_that_is_not_here_is_a_reason_and_no_hindrance(repository: Repository) -> None:
    page_id = add_page(repository, DATA / "page_kk.jpg", language="kir")
    work_off(repository)
    job = last_job(repository)
    assert (job.state, job.reason) == (
        JobState.FAILED,
        {"code": "no-language", "params": {"languages": "kir"}},
    )
    with repository.database.write() as session:
        work = get_work(session, get_page(session, page_id).work_id)
        assert publish(session, work) == []


def test_without_tesseract_there_is_a_reason(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    add_page(repository, DATA / "page_kk.jpg")
    work_off(repository)
    reason = last_job(repository).reason
    assert reason is not None
    assert reason["code"] == "no-tesseract"


def test_a_page_without_letters_has_no_height_of_text() -> None:
    plain = pyvips.Image.black(400, 300) + 200
    assert text_height(plain.cast("uchar")) is None
    assert prepared(plain.cast("uchar"), BEST).width == 400


def test_small_print_is_made_larger() -> None:
    page = pyvips.Image.new_from_file(str(DATA / "page_kk.jpg"))
    assert prepared(page, Preparation(text_height=24)).width > 2 * page.width
    assert prepared(page, Preparation(text_height=0)).width == page.width
