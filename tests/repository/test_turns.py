"""Whose turn it is: somebody waiting before batches, and no library starved by another."""

import pytest
from sqlalchemy import event, select, text, update

from repository import jobs
from repository.arranging.pictures import draw_again
from repository.institutions import ensure_institution
from repository.jobs import BATCH, INTERACTIVE, TEXT
from repository.masters import StoredFile
from repository.models import Job, Page, Work
from repository.pages import put_files
from repository.repository import Repository
from repository.works import create_work

LEASE = 30.0


def bring(repository: Repository, library: str, pages: int, queue: str = BATCH) -> None:
    with repository.database.write() as session:
        owner = ensure_institution(session, library, {"en": [library]})
        session.flush()
        work = create_work(session, owner.id, {"en": ["Book"]})
        files = [
            StoredFile(f"{library}{number}.tif", f"{library:0>60}{number:04}", 10)
            for number in range(pages)
        ]
        put_files(session, work, files, queue)


def served(repository: Repository, most: int = 1000) -> list[str]:
    """The file names of the jobs in the order in which they are claimed."""
    names: list[str] = []
    while len(names) < most:
        held = jobs.claim_next(repository.database, LEASE)
        if held is None:
            break
        with repository.database.read() as session:
            names.append(session.get_one(Page, held.page_id).file_name)
    return names


def test_a_long_batch_of_one_library_starves_no_other(repository: Repository) -> None:
    bring(repository, "a", 12)
    assert served(repository, 4) == ["a0.tif", "a1.tif", "a2.tif", "a3.tif"]
    bring(repository, "b", 3)
    bring(repository, "c", 1)
    order = served(repository)
    assert len(order) == 8 + 3 + 1
    assert "c0.tif" in order[:3]
    assert [order.index(f"b{number}.tif") for number in range(3)] <= [2, 4, 6]
    assert [name for name in order if name[0] == "a"] == [f"a{n}.tif" for n in range(4, 12)]


def test_a_library_that_turns_many_pages_keeps_nobody_waiting(repository: Repository) -> None:
    bring(repository, "a", 12)
    served(repository)
    bring(repository, "b", 3, INTERACTIVE)
    with repository.database.write() as session:
        draw_again(session, session.scalars(select(Page.id).where(Page.file_name < "b")).all())
    order = served(repository)
    assert len(order) == 12 + 3
    assert [order.index(f"b{number}.tif") for number in range(3)] <= [1, 3, 5]


def test_a_library_that_comes_back_does_not_pay_for_what_it_had(repository: Repository) -> None:
    bring(repository, "a", 40)
    bring(repository, "b", 5)
    served(repository, 20)
    bring(repository, "b", 2)
    assert [name[0] for name in served(repository, 4)].count("b") == 2


def test_urgent_work_goes_first_and_text_last(repository: Repository) -> None:
    bring(repository, "t", 1, TEXT)
    bring(repository, "b", 2, BATCH)
    bring(repository, "i", 1, INTERACTIVE)
    assert served(repository) == ["i0.tif", "b0.tif", "b1.tif", "t0.tif"]


def test_what_is_put_off_stands_in_nobodys_way_and_comes_back(repository: Repository) -> None:
    bring(repository, "a", 3)
    held = jobs.claim_next(repository.database, LEASE)
    assert held is not None
    with repository.database.write() as session:
        jobs.postpone(session, held, "storage-full", 3600)
    assert served(repository) == ["a1.tif", "a2.tif"]
    with repository.database.write() as session:
        session.execute(update(Job).where(Job.id == held.job_id).values(not_before=Job.created))
    bring(repository, "a", 1)
    jobs.sweep(repository.database)
    assert served(repository) == ["a0.tif", "a0.tif"]


@pytest.mark.parametrize("waiting", [10, 300])
def test_finding_the_next_costs_the_same_however_many_wait(
    repository: Repository, waiting: int
) -> None:
    bring(repository, "a", waiting)
    statements: list[str] = []
    listen = lambda *arguments: statements.append(arguments[2])  # noqa: E731
    event.listen(repository.database.engine, "before_cursor_execute", listen)
    bring(repository, "b", 1)
    asked = [each for each in statements if "FROM jobs" in each and each.startswith("SELECT")]
    assert len(asked) == 2
    statements.clear()
    assert jobs.claim_next(repository.database, LEASE) is not None
    event.remove(repository.database.engine, "before_cursor_execute", listen)
    assert sum("jobs" in each for each in statements) == 1
    if repository.database.is_sqlite:
        plan = _plan(repository)
        assert "ix_jobs_next" in plan
        assert "TEMP B-TREE" not in plan


def _plan(repository: Repository) -> str:
    query = (
        "EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE state = 'waiting' AND rank < 100 "
        "ORDER BY rank, turn, id LIMIT 1"
    )
    with repository.database.read() as session:
        return str(session.execute(text(query)).all())


def test_the_work_of_a_job_is_its_librarys(repository: Repository) -> None:
    bring(repository, "a", 1)
    with repository.database.read() as session:
        job, work = session.scalars(select(Job)).one(), session.scalars(select(Work)).one()
    assert job.institution_id == work.institution_id
