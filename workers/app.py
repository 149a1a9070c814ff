"""The Celery application: which tasks there are and how a worker process starts.

A worker's first process must not touch libvips: its children are forked from it, and a
library used before a fork hangs in the child. So this module imports nothing that draws.
"""

import gc
import logging
import time
from contextlib import suppress

from celery import Celery
from celery.schedules import schedule
from celery.signals import worker_process_init
from kombu import Exchange, Queue

from repository.batches import sweep as sweep_batches
from repository.downloads import sweep_downloads
from repository.errors import DatabaseUnavailableError
from repository.jobs import BATCH, QUEUES, next_waiting, sweep
from repository.queue import RUN_JOB, SWEEP, celery_settings
from repository.repository import Repository, open_repository
from repository.settings import load_settings
from repository.uploads import sweep_uploads
from workers.leftovers import remove_leftovers
from workers.tending import tend

_SWEEP_SECONDS = 5.0
_STRETCH = 2.0  # seconds
_INDEX_SECONDS = 20.0  # at a time: a worker that indexes draws nothing
_MOST_MEMORY = 900_000  # KiB; a child that holds more when its job is done is replaced
_JOBS_PER_CHILD = 500

log = logging.getLogger(__name__)

settings = load_settings()
app = Celery("keruen")
app.conf.update(
    celery_settings(settings),
    task_queues=[Queue(name, Exchange(name), routing_key=name) for name in QUEUES],
    task_default_queue=BATCH,
    worker_max_memory_per_child=_MOST_MEMORY,
    worker_max_tasks_per_child=_JOBS_PER_CHILD,
    beat_schedule={
        "sweep": {
            "task": SWEEP,
            "schedule": schedule(_SWEEP_SECONDS),
            "options": {"queue": QUEUES[0], "expires": _SWEEP_SECONDS},
        },
    },
)

_repository: Repository | None = None


def repository() -> Repository:
    """The repository of this process, opened at first use."""
    global _repository
    if _repository is None:
        _repository = open_repository(settings)
    return _repository


@worker_process_init.connect  # type: ignore[untyped-decorator]
def _warm_up(**_: object) -> None:
    # Loads libvips and the codecs while there is nothing to do yet, and has the catalogue's classes
    # made ready, which the first question does; all that is there to stay.
    import workers.job  # noqa: F401
    from workers.rehearsal import rehearse

    with suppress(DatabaseUnavailableError), repository().database.read() as session:
        next_waiting(session)
    with suppress(OSError):
        rehearse(settings.staging_dir)
    gc.freeze()


@app.task(name=RUN_JOB)  # type: ignore[untyped-decorator]
def run_job(_job_id: str) -> None:
    """Do the job of the catalogue that is to be done next, and others for a second.

    That need not be the one the message is about: there are as many messages as jobs, and the
    catalogue knows better than a queue whose turn it is. Between two messages this process would
    wait for the one that hands them out; a message that finds nothing to do is soon dealt with.
    """
    from workers.job import do_next

    end = time.monotonic() + _STRETCH
    while do_next(repository()) and time.monotonic() < end:
        pass


@app.task(name=SWEEP)  # type: ignore[untyped-decorator]
def sweep_jobs() -> None:
    """Find the jobs of dead workers, lost messages, what lies about, and what is to be indexed."""
    from repository.search.following import follow

    remove_leftovers(settings.staging_dir)
    sweep_uploads(repository())
    found = sweep(repository().database)
    sweep_batches(repository())
    sweep_downloads(repository())
    if found:
        log.warning("the sweep found %d jobs left lying", found)
    follow(repository().database, _INDEX_SECONDS)


tend(app, repository, settings)
