"""Batches as jobs: the check, then each row."""

from repository.batches.bringing import bring
from repository.batches.receiving import check
from repository.errors import RefusedError
from repository.jobs import Claim
from repository.repository import Repository
from workers.patience import Patience

_A_CHECK = 3600.0  # seconds
_A_WORK = 6 * 3600.0  # seconds; a disc may be slow, and its works large


def bring_row(repository: Repository, held: Claim, patience: Patience) -> None:
    """Bring in one work of a batch. Raises what `batches.bring` raises, `OSError` as a refusal."""
    patience.allow(_A_WORK)
    try:
        bring(repository, held)
    except OSError as error:
        raise RefusedError("batch-unreadable", problem=str(error)[:300]) from error


def check_batch(repository: Repository, held: Claim, patience: Patience) -> None:
    """Check what a batch would bring in. Raises what `batches.check` raises."""
    patience.allow(_A_CHECK)
    check(repository, held)
