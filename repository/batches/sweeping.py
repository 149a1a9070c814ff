"""What the workers' sweep does for batches."""

from repository.batches.hot import watch
from repository.batches.keeping import settle_all, settle_checks
from repository.batches.receiving import forget_zip
from repository.repository import Repository


def sweep(repository: Repository) -> None:
    """Note which batches and checks have ended, remove ZIPs, and look into the hot folder."""
    for batch_id in settle_all(repository.database):
        forget_zip(repository, batch_id)
    settle_checks(repository.database)
    watch(repository)
