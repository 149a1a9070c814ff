"""Sources that become works: read once when they are new, found again when they are not."""

import shutil
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import func, select

from repository import importing
from repository.importing import Destination, begin_import, import_pages
from repository.masters import LocalFile, master_key
from repository.models import Page, Work
from repository.repository import Repository
from repository.sources import find_source

PAGES = 6


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A folder of files that are called like scans."""
    folder = tmp_path / "book"
    folder.mkdir()
    for number in range(PAGES):
        (folder / f"p{number}.jpg").write_bytes(b"page %d" % number)
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many files have been read in which way."""
    counted: Counter[str] = Counter()

    def count(name: str) -> None:
        real = getattr(importing, name)

        def counting(*given: object) -> object:
            counted[name] += 1
            return real(*given)

        monkeypatch.setattr(importing, name, counting)

    count("examine")
    count("take_in")
    return counted


def begin(repository: Repository, folder: Path) -> tuple[str, Iterable[LocalFile]]:
    return begin_import(repository, find_source(folder), Destination())


def bring(repository: Repository, folder: Path) -> str:
    work_id, files = begin(repository, folder)
    assert len(list(import_pages(repository, work_id, files))) == PAGES
    return work_id


def count(repository: Repository) -> tuple[int, int]:
    """How many works and pages there are."""
    with repository.database.read() as session:
        works = session.scalar(select(func.count()).select_from(Work))
        pages = session.scalar(select(func.count()).select_from(Page))
        return works or 0, pages or 0


def test_a_new_source_is_read_while_it_is_stored(
    repository: Repository, book: Path, read: Counter[str]
) -> None:
    work_id, files = begin(repository, book)
    assert read == {"examine": 1}
    stored = [file.sha256 for file in import_pages(repository, work_id, files)]
    assert read == {"examine": 1, "take_in": PAGES - 1}
    kept = [repository.storage.read(master_key(sha256)) for sha256 in stored]
    assert kept == [b"page %d" % number for number in range(PAGES)]


def test_one_that_was_here_is_read_first_and_found_wherever_it_lies(
    repository: Repository, book: Path, tmp_path: Path, read: Counter[str]
) -> None:
    first = bring(repository, book)
    elsewhere = tmp_path / "copy"
    shutil.copytree(book, elsewhere)
    shutil.rmtree(book)
    read.clear()
    again, files = begin(repository, elsewhere)
    assert (again, read) == (first, {"examine": PAGES})
    assert len(list(import_pages(repository, again, files))) == PAGES
    assert count(repository) == (1, PAGES)


def test_what_is_broken_off_goes_on(repository: Repository, book: Path) -> None:
    work_id, files = begin(repository, book)
    stored = import_pages(repository, work_id, files)
    assert len(list(islice(stored, 2))) == 2
    del stored
    assert bring(repository, book) == work_id
    assert count(repository) == (1, PAGES)


def test_another_source_that_begins_alike_is_another_work(
    repository: Repository, book: Path, tmp_path: Path
) -> None:
    first = bring(repository, book)
    other = tmp_path / "other"
    shutil.copytree(book, other)
    (other / f"p{PAGES - 1}.jpg").write_bytes(b"a page of its own")
    assert bring(repository, other) != first
    assert count(repository) == (2, 2 * PAGES)
