"""Sources that become works: read once when they are new, found again when they are not."""

import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import func, select

from repository.importing import Destination, begin_import, examine_source, import_pages
from repository.masters import LocalFile
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


class Reading:
    """Counts the files that have been read."""

    def __init__(self) -> None:
        self.files = 0

    def __call__(self, files: Iterable[LocalFile]) -> Iterator[LocalFile]:
        for file in files:
            self.files += 1
            yield file


def begin(repository: Repository, folder: Path) -> tuple[str, Iterable[LocalFile], Reading]:
    source, reading = find_source(folder), Reading()
    read = reading(examine_source(source))
    work_id, files = begin_import(repository, source, read, Destination())
    return work_id, files, reading


def bring(repository: Repository, folder: Path) -> str:
    work_id, files, _ = begin(repository, folder)
    assert len(list(import_pages(repository, work_id, files))) == PAGES
    return work_id


def count(repository: Repository) -> tuple[int, int]:
    """How many works and pages there are."""
    with repository.database.read() as session:
        works = session.scalar(select(func.count()).select_from(Work))
        pages = session.scalar(select(func.count()).select_from(Page))
        return works or 0, pages or 0


def test_a_new_source_is_read_while_it_is_stored(repository: Repository, book: Path) -> None:
    work_id, files, reading = begin(repository, book)
    assert reading.files == 1
    stored = import_pages(repository, work_id, files)
    for number in range(1, PAGES + 1):
        next(stored)
        assert reading.files == number
    assert list(stored) == []


def test_one_that_was_here_is_read_first_and_found_wherever_it_lies(
    repository: Repository, book: Path, tmp_path: Path
) -> None:
    first = bring(repository, book)
    elsewhere = tmp_path / "copy"
    shutil.copytree(book, elsewhere)
    shutil.rmtree(book)
    again, files, reading = begin(repository, elsewhere)
    assert (again, reading.files) == (first, PAGES)
    assert len(list(import_pages(repository, again, files))) == PAGES
    assert count(repository) == (1, PAGES)


def test_what_is_broken_off_goes_on(repository: Repository, book: Path) -> None:
    work_id, files, _ = begin(repository, book)
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
