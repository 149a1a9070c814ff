"""`python -m workers.drain`: do every job that waits, then end.

For a machine on which no worker is running, such as one where `keruen import --wait` is all
there is.
"""

import logging

from repository.jobs import next_waiting
from repository.repository import open_repository
from repository.settings import load_settings
from workers.job import do_job
from workers.threads import THREADS, share


def main() -> None:
    """Do the jobs one by one until none is free."""
    logging.basicConfig(level=logging.WARNING)
    settings = load_settings()
    THREADS.keep_to(share(settings.worker_count))
    repository = open_repository(settings)
    while True:
        with repository.database.read() as session:
            job_id = next_waiting(session)
        if job_id is None:
            break
        do_job(repository, job_id)
    repository.close()


if __name__ == "__main__":
    main()
