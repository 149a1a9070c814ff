"""Pages: natural order, one page for each name, frames next to each other."""

from functools import partial

import pytest
from sqlalchemy import event, select, update

from imageserver.catalogue import Visitor
from imageserver.errors import ImageNotFoundError
from repository.images import CatalogueImages
from repository.institutions import ensure_institution
from repository.jobs import BATCH
from repository.masters import StoredFile, clean_name
from repository.models import Job, JobState, Page
from repository.natural import natural_key
from repository.pages import add_frames, page_statuses, put_files
from repository.repository import Repository
from repository.works import create_work, get_work, publish
from tests.repository.library import finish


def stored(name: str, letter: str = "a") -> StoredFile:
    return StoredFile(name, letter * 64, 10)


def new_work(repository: Repository) -> str:
    with repository.database.write() as session:
        library = ensure_institution(session, "library", {"en": ["Library"]})
        return create_work(session, library.id, {"en": ["Book"]}).id


def put(repository: Repository, work_id: str, *files: StoredFile) -> None:
    with repository.database.write() as session:
        put_files(session, get_work(session, work_id), files, BATCH)


def names(repository: Repository, work_id: str) -> list[tuple[str, int]]:
    with repository.database.read() as session:
        return [(page.file_name, page.frame) for page in page_statuses(session, work_id)]


def end_jobs(repository: Repository, state: JobState) -> None:
    with repository.database.write() as session:
        session.execute(update(Job).values(state=state))


def test_pages_lie_in_natural_order_whatever_comes_first(repository: Repository) -> None:
    work_id = new_work(repository)
    put(repository, work_id, stored("p10.tif"))
    put(repository, work_id, stored("p2.tif", "b"), stored("P1.tif", "c"))
    assert [name for name, _ in names(repository, work_id)] == ["P1.tif", "p2.tif", "p10.tif"]


def test_the_same_file_again_is_no_second_page(repository: Repository) -> None:
    work_id = new_work(repository)
    put(repository, work_id, stored("a.tif"))
    put(repository, work_id, stored("a.tif"))
    with repository.database.read() as session:
        assert len(page_statuses(session, work_id)) == 1
        assert len(session.scalars(select(Job)).all()) == 1


def test_one_name_twice_at_once_is_one_page_with_the_last_bytes(repository: Repository) -> None:
    work_id = new_work(repository)
    put(repository, work_id, stored("a.tif"), stored("b.tif", "b"), stored("a.tif", "c"))
    assert names(repository, work_id) == [("a.tif", 0), ("b.tif", 0)]
    with repository.database.read() as session:
        sums = session.scalars(select(Page.master_sha256).order_by(Page.file_name)).all()
        assert sums == ["c" * 64, "b" * 64]
        assert len(session.scalars(select(Job)).all()) == 2


def test_pages_are_added_by_a_number_of_statements_that_does_not_grow(
    repository: Repository,
) -> None:
    counts = []
    for pages in (2, 40):
        work_id = new_work(repository)
        seen: list[str] = []
        engine = repository.database.engine
        count = partial(_count, seen)
        event.listen(engine, "after_cursor_execute", count)
        put(repository, work_id, *(stored(f"{n}.tif", f"{n % 10}") for n in range(pages)))
        event.remove(engine, "after_cursor_execute", count)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def _count(
    seen: list[str], _connection: object, _cursor: object, statement: str, *_: object
) -> None:
    seen.append(statement)


def test_the_same_name_with_other_bytes_replaces_the_scan(repository: Repository) -> None:
    work_id = new_work(repository)
    put(repository, work_id, stored("a.tif"))
    with repository.database.read() as session:
        (before,) = page_statuses(session, work_id)
    end_jobs(repository, JobState.FAILED)
    put(repository, work_id, stored("a.tif", "b"))
    with repository.database.read() as session:
        (after,) = page_statuses(session, work_id)
        assert session.get_one(Page, after.id).master_sha256 == "b" * 64
    assert after.id == before.id
    assert after.state == JobState.WAITING


def test_a_replaced_scan_has_a_new_id_and_the_old_one_leads_nowhere(
    repository: Repository,
) -> None:
    """So that caches may keep an address for ever."""
    work_id, ids = new_work(repository), []
    for letter in ("a", "b"):
        put(repository, work_id, stored("a.tif", letter))
        with repository.database.write() as session:
            page = session.scalars(select(Page)).one()
            finish(session, page)
            ids.append(page.derivative_id or "")
    gate = CatalogueImages(repository.database, lambda _: True)
    assert ids[0] != ids[1]
    assert gate.image(ids[1], Visitor()).id == ids[1]
    with pytest.raises(ImageNotFoundError):
        gate.image(ids[0], Visitor())


def test_a_failed_page_is_tried_again_with_the_same_file(repository: Repository) -> None:
    work_id = new_work(repository)
    put(repository, work_id, stored("a.tif"))
    end_jobs(repository, JobState.FAILED)
    put(repository, work_id, stored("a.tif"))
    with repository.database.read() as session:
        assert page_statuses(session, work_id)[0].state == JobState.WAITING


def test_frames_become_pages_next_to_each_other_once(repository: Repository) -> None:
    work_id = new_work(repository)
    put(repository, work_id, stored("a.pdf"), stored("b.tif", "b"))
    for _ in range(2):
        with repository.database.write() as session:
            page = session.scalars(select(Page).where(Page.file_name == "a.pdf")).first()
            assert page
            add_frames(session, page, 3, BATCH)
    assert names(repository, work_id) == [
        ("a.pdf", 0),
        ("a.pdf", 1),
        ("a.pdf", 2),
        ("b.tif", 0),
    ]


def test_a_work_without_pages_or_with_unfinished_ones_is_not_published(
    repository: Repository,
) -> None:
    work_id = new_work(repository)
    with repository.database.write() as session:
        assert [h.code for h in publish(session, get_work(session, work_id))] == ["no-pages"]
    put(repository, work_id, stored("a.tif"))
    with repository.database.write() as session:
        found = publish(session, get_work(session, work_id))
        assert [h.code for h in found] == ["page-unfinished"]
        assert found[0].params == {"page": 1, "name": "a.tif"}
    end_jobs(repository, JobState.FAILED)
    with repository.database.write() as session:
        assert [h.code for h in publish(session, get_work(session, work_id))] == ["page-failed"]
    with repository.database.write() as session:
        finish(session, session.scalars(select(Page)).one())
    with repository.database.write() as session:
        work = get_work(session, work_id)
        assert publish(session, work) == []
        assert work.state == "published"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\scans\\p1.tif", "p1.tif"),
        ("a\x00b\x1b[31m.tif", "ab[31m.tif"),
        ("Қазақша бет.tif", "Қазақша бет.tif"),
        ("/", "?"),
        ("  ", "?"),
        ("\u202egnp.exe", "gnp.exe"),
        ("x" * 1000, "x" * 255),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_natural_order() -> None:
    assert sorted(["10", "9", "b2", "B10", "a", "٣", ""], key=natural_key) == [
        "", "9", "10", "a", "b2", "B10", "٣",
    ]  # fmt: skip
