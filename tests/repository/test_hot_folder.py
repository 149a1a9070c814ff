"""The hot folder: taken once, whole, and moved away with a reason when something is wrong."""

import os
import time
from pathlib import Path

import pytest

from repository import batches, jobs
from repository.institutions import ensure_institution
from repository.models import Page, Work
from repository.repository import Repository, open_repository
from repository.settings import Settings
from tests.repository.test_batch_zip import picture, zipped
from tests.repository.test_batches import as_csv, rows_of, scans, work, works


@pytest.fixture
def hot(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with repository.database.write() as session:
        ensure_institution(session, "oral", {"en": ["Oral"]})
    monkeypatch.setenv("KERUEN_HOT_DIR", str(tmp_path / "hot"))
    monkeypatch.setenv("KERUEN_HOT_SECONDS", "1")
    folder = tmp_path / "hot" / "oral"
    folder.mkdir(parents=True)
    return folder


def swept(repository: Repository, times: int = 3) -> None:
    """What the workers do meanwhile; the settings are those of now."""
    again = open_repository(Settings())
    for _ in range(times):
        batches.sweep(again)
        work(again)
    again.close()
    del repository


def rest() -> None:
    time.sleep(1.2)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def test_what_is_put_there_becomes_works_and_is_moved_away(
    repository: Repository, hot: Path
) -> None:
    scans(hot / "Абай жолы", 2)
    zipped(hot / "two.zip", {"a/1.png": picture(1), "b/1.png": picture(2)})
    (hot / "leaflet.pdf").write_bytes(b"%PDF-1.4")
    scans(hot / "disc" / "one", 1)
    scans(hot / "disc" / "two", 1)
    (hot / "disc" / "list.csv").write_bytes(
        as_csv([["Файл", "Заглавие"], ["one", "Первая"], ["two", "Вторая"]])
    )
    rest()
    swept(repository)
    assert names(hot / "done") == {"Абай жолы", "two.zip", "leaflet.pdf", "disc"}
    assert names(hot) == {"done", ".work"}
    assert names(hot / ".work") == set()
    assert set(works(repository)) == {"Абай жолы", "a", "b", "leaflet", "Первая", "Вторая"}
    (hot / "done" / "Абай жолы").rename(hot / "Абай жолы")
    rest()
    swept(repository)
    assert (rows_of(repository, Work), rows_of(repository, Page)) == (6, 7)


def test_nothing_is_taken_while_it_grows_and_nothing_twice(
    repository: Repository, hot: Path
) -> None:
    scans(hot / "book", 1)
    old = time.time() - 3600
    os.utime(hot / "book" / "0.png", (old, old))  # as a copy that keeps dates
    swept(repository, 1)
    assert names(hot) == {"book"}
    rest()
    swept(repository, 1)
    batches.sweep(repository)
    assert rows_of(repository, Work) == 1


def test_what_is_wrong_is_written_beside_it(repository: Repository, hot: Path) -> None:
    (hot / "broken.zip").write_bytes(b"PK\x03\x04 no more")
    (hot / "nothing").mkdir()
    scans(hot / "disc" / "one", 1)
    (hot / "disc" / "list.csv").write_bytes(as_csv([["file", "title"], ["gone", "x"]]))
    rest()
    swept(repository)
    assert names(hot / "failed") == {
        *("broken.zip", "broken.zip.txt", "nothing", "nothing.txt", "disc", "disc.txt")
    }
    reason = (hot / "failed" / "disc.txt").read_text()
    assert "2 · file" in reason
    for words in ("gone деген файл да", "Нет ни файла", "There is neither a file"):
        assert words in reason
    assert rows_of(repository, Work) == 0


def test_a_page_that_fails_is_named(repository: Repository, hot: Path) -> None:
    scans(hot / "book", 2)
    rest()
    again = open_repository(Settings())
    batches.sweep(again)
    while held := jobs.claim_next(again.database, 30):
        if held.kind == batches.BRING:
            batches.bring(again, held)
            continue
        with again.database.write() as session:
            jobs.fail(session, held, "truncated", {})
    batches.sweep(again)
    again.close()
    assert names(hot / "failed") == {"book", "book.txt"}
    assert "0.png" in (hot / "failed" / "book.txt").read_text()
