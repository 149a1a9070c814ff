"""`python -m benchmarks.pdf SCAN ALTO`: a PDF of many pages, each with its text.

SCAN is a picture and ALTO what is written on it. The book shows it on every page,
by rows of their own; a worker makes the file as for a reader.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

import pikepdf
from PIL import Image
from sqlalchemy import select

from repository.downloads import WHOLE, ask, status
from repository.institutions import ensure_institution
from repository.jobs import BATCH
from repository.masters import store_file
from repository.migration import migrate
from repository.models import Page, TextSource
from repository.pages import put_files
from repository.repository import Repository, open_repository
from repository.settings import Settings
from repository.texts.alto_reading import read_alto
from repository.texts.keeping import put_text, store_text
from repository.works import create_work, get_work
from tests.browser.long_work import long_work
from workers.job import do_next


def main() -> None:
    """Make the book and its file, and print what the file cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scan", type=Path)
    parser.add_argument("alto", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = open_repository(Settings(data_dir=Path(folder) / "data"))
        migrate(repository.database)
        _draw(repository, given.scan)
        work_id = long_work(repository.settings.data_dir, given.pages, "A long book")
        _write(repository, work_id, given.scan, given.alto)
        before = resource.getrusage(resource.RUSAGE_SELF)
        clock = _make(repository, work_id)
        after = resource.getrusage(resource.RUSAGE_SELF)
        size = _look(repository, work_id, Path(folder) / "book.pdf")
        repository.close()
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{given.pages:,} pages: {clock:.1f} s by the clock, {spent:.1f} s of processor time,")
    print(f"{size / 1e6:.0f} MB, memory at most {after.ru_maxrss / 1024:.0f} MB")
    print(f"(before the file was begun {before.ru_maxrss / 1024:.0f} MB)")


def _draw(repository: Repository, scan: Path) -> None:
    file = store_file(repository.storage, scan, scan.name)
    with repository.database.write() as session:
        library = ensure_institution(session, "nlrk", {"en": ["A library"]})
        work = create_work(session, library.id, {"en": ["One page"]})
        put_files(session, work, [file], BATCH)
    while do_next(repository):
        pass


def _write(repository: Repository, work_id: str, scan: Path, alto: Path) -> None:
    """Give every page the same text, stored once for each."""
    with Image.open(scan) as picture:
        written = read_alto(alto.read_bytes(), alto.name, *picture.size)
    stored = store_text(repository.storage, written, TextSource.ALTO)
    with repository.database.write() as session:
        for page in session.scalars(select(Page).where(Page.work_id == work_id)):
            put_text(session, page, stored)


def _make(repository: Repository, work_id: str) -> float:
    """Seconds by the clock."""
    with repository.database.write() as session:
        ask(session, get_work(session, work_id), WHOLE)
    started = time.perf_counter()
    while do_next(repository):
        pass
    return time.perf_counter() - started


def _look(repository: Repository, work_id: str, copy: Path) -> int:
    """How large the file is; it is opened, and its pages are counted."""
    with repository.database.read() as session:
        found = status(session, get_work(session, work_id), WHOLE)
    copy.write_bytes(repository.storage.read(found.key))
    with pikepdf.open(copy) as document:
        assert len(document.pages) > 1
    return copy.stat().st_size


if __name__ == "__main__":
    main()
