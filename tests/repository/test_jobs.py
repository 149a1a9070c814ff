"""Jobs: claimed once, freed when their worker dies, never kept by two."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from repository import jobs
from repository.clock import now
from repository.database import Database
from repository.errors import ClaimLostError
from repository.institutions import ensure_institution
from repository.jobs import BATCH, INTERACTIVE, Claim
from repository.masters import StoredFile
from repository.models import Job, JobState
from repository.pages import put_files
from repository.repository import Repository
from repository.works import create_work

LEASE = 30.0


def new_job(repository: Repository, name: str = "a.tif", queue: str = BATCH) -> str:
    with repository.database.write() as session:
        library = ensure_institution(session, "library", {"en": ["Library"]})
        work = create_work(session, library.id, {"en": ["Book"]})
        file = StoredFile(name, f"{abs(hash(name)):064x}", 10)
        (page,) = put_files(session, work, [file], queue)
        assert page.job_id
        return page.job_id


def taken(repository: Repository, job_id: str) -> Claim:
    held = jobs.claim(repository.database, job_id, LEASE)
    assert held is not None
    return held


def job(repository: Repository, job_id: str) -> Job:
    with repository.database.read() as session:
        return session.get_one(Job, job_id)


def change(repository: Repository, **values: object) -> None:
    with repository.database.write() as session:
        session.execute(update(Job).values(**values))


def test_a_job_is_claimed_once(repository: Repository) -> None:
    job_id = new_job(repository)
    taken(repository, job_id)
    assert jobs.claim(repository.database, job_id, LEASE) is None


def test_only_a_claim_may_be_lost_with_the_power(tmp_path: Path) -> None:
    """SQLite waits for the disk (2) at every commit, and not (1) where it is told so."""
    database = Database(f"sqlite:///{tmp_path}/a.db")
    seen = []
    for lasting in (True, False, False, True):
        with database.write(lasting=lasting) as session:
            seen.append(session.scalar(text("PRAGMA synchronous")))
    database.close()
    assert seen == [2, 1, 1, 2]


def test_of_many_claimants_one_gets_it(repository: Repository) -> None:
    job_id = new_job(repository)
    claims: list[Claim | None] = []
    threads = [
        threading.Thread(
            target=lambda: claims.append(jobs.claim(repository.database, job_id, LEASE))
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claims) == 8
    assert sum(claim is not None for claim in claims) == 1


def test_a_finished_job_is_not_done_again(repository: Repository) -> None:
    job_id = new_job(repository)
    held = taken(repository, job_id)
    with repository.database.write() as session:
        jobs.finish(session, held)
    assert job(repository, job_id).state == JobState.DONE
    assert jobs.claim(repository.database, job_id, LEASE) is None


def test_a_dead_workers_job_is_freed_and_its_late_result_refused(repository: Repository) -> None:
    job_id = new_job(repository)
    late = taken(repository, job_id)
    change(repository, lease_until=now() - timedelta(seconds=1))
    assert jobs.sweep(repository.database) == 1
    second = taken(repository, job_id)
    with pytest.raises(ClaimLostError), repository.database.write() as session:
        jobs.finish(session, late)
    assert not jobs.renew(repository.database, late, LEASE)
    assert jobs.renew(repository.database, second, LEASE)
    assert job(repository, job_id).state == JobState.RUNNING


def test_a_file_that_keeps_killing_its_worker_fails(repository: Repository) -> None:
    job_id = new_job(repository)
    for _ in range(5):
        taken(repository, job_id)
        change(repository, lease_until=now() - timedelta(seconds=1))
        jobs.sweep(repository.database)
    assert job(repository, job_id).state == JobState.FAILED
    assert job(repository, job_id).reason == {"code": "crashed", "params": {}}


def test_a_job_put_off_waits_its_time(repository: Repository) -> None:
    job_id = new_job(repository)
    held = taken(repository, job_id)
    with repository.database.write() as session:
        jobs.postpone(session, held, "storage-unavailable", 60)
    assert job(repository, job_id).state == JobState.WAITING
    assert jobs.claim(repository.database, job_id, LEASE) is None
    change(repository, not_before=now() - timedelta(seconds=1))
    assert taken(repository, job_id).job_id == job_id


def test_a_lost_message_is_sent_again(repository: Repository) -> None:
    new_job(repository)
    assert jobs.sweep(repository.database) == 0  # it may be on its way
    change(repository, nudged=now() - timedelta(minutes=1))
    assert jobs.sweep(repository.database) == 1
    assert jobs.sweep(repository.database) == 0


def test_messages_are_not_repeated_while_a_worker_is_busy(repository: Repository) -> None:
    taken(repository, new_job(repository, "a.tif"))
    new_job(repository, "b.tif")
    change(repository, nudged=now() - timedelta(minutes=1))
    assert jobs.sweep(repository.database) == 0


def test_interactive_jobs_come_before_batches(repository: Repository) -> None:
    new_job(repository, "a.tif", BATCH)
    second = new_job(repository, "b.tif", INTERACTIVE)
    with repository.database.read() as session:
        assert jobs.next_waiting(session) == second


def test_a_failure_keeps_its_reason(repository: Repository) -> None:
    job_id = new_job(repository)
    held = taken(repository, job_id)
    with repository.database.write() as session:
        jobs.fail(session, held, "truncated", {"name": "a.tif"})
    failed = job(repository, job_id)
    assert failed.state == JobState.FAILED
    assert failed.reason == {"code": "truncated", "params": {"name": "a.tif"}}
