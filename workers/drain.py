"""`python -m workers.drain`: do every job that waits, let the search index follow, then end.

For a machine on which no worker is running, such as one where `keruen import --wait` is all
there is.
"""

import logging

from repository.repository import open_repository
from repository.search.following import follow
from repository.settings import load_settings
from workers.job import do_next

_INDEX_SECONDS = 600.0


def main() -> None:
    """Do the jobs one by one until none is free."""
    logging.basicConfig(level=logging.WARNING)
    repository = open_repository(load_settings())
    while do_next(repository):
        pass
    follow(repository.database, _INDEX_SECONDS)
    repository.close()


if __name__ == "__main__":
    main()
