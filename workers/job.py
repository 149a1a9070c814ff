"""One job from claim to outcome: the border where every error becomes a reason."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from repository import jobs
from repository.batches import BRING, CHECK
from repository.downloads import MAKE_PDF
from repository.errors import (
    ClaimLostError,
    DatabaseUnavailableError,
    NotFoundError,
    RefusedError,
)
from repository.jobs import DERIVE, RECOGNISE, Claim
from repository.repository import Repository
from storage import StorageFullError, StorageUnavailableError
from workers.bring import bring_row, check_batch
from workers.derive import derive
from workers.errors import ScanError
from workers.make_pdf import make_pdf
from workers.patience import Patience
from workers.recognise import recognise_page

_WHEN_FULL = 20.0  # seconds until a full disk is tried again
_WHEN_AWAY = 5.0  # seconds until a storage server that is away is asked again

_WORK: Mapping[str, Callable[[Repository, Claim, Patience], None]] = {
    BRING: bring_row,
    CHECK: check_batch,
    DERIVE: derive,
    MAKE_PDF: make_pdf,
    RECOGNISE: recognise_page,
}

log = logging.getLogger(__name__)


def do_next(repository: Repository) -> bool:
    """Claim the job that is to be done next and do it; false when none waits.

    Whatever happens, the job ends as done, failed with a reason, or waiting for another time.
    When this process dies in the middle, the lease runs out and the sweep frees the job.
    """
    held = jobs.claim_next(repository.database, repository.settings.job_lease)
    if held is None:
        return False
    job_id = held.job_id
    patience = Patience()
    with _heartbeat(repository, held, patience):
        try:
            _WORK[held.kind](repository, held, patience)
        except (ClaimLostError, NotFoundError):
            log.warning("job %s went to another worker, or its page is gone", job_id)
        except (ScanError, RefusedError) as error:
            _fail(repository, held, error.code, error.params)
        except StorageFullError as error:
            _postpone(repository, held, "storage-full", _WHEN_FULL, error)
        except StorageUnavailableError as error:
            _postpone(repository, held, "storage-unavailable", _WHEN_AWAY, error)
        except DatabaseUnavailableError:
            raise  # nothing can be noted, the lease will run out
        except Exception:
            log.exception("job %s failed", job_id)
            _fail(repository, held, "internal", {"job": job_id})
    return True


def _fail(repository: Repository, held: Claim, code: str, params: Mapping[str, object]) -> None:
    with suppress(ClaimLostError), repository.database.write() as session:
        jobs.fail(session, held, code, params)


def _postpone(
    repository: Repository, held: Claim, code: str, delay: float, error: Exception
) -> None:
    log.warning("job %s is put off: %s", held.job_id, error)
    with suppress(ClaimLostError), repository.database.write() as session:
        jobs.postpone(session, held, code, delay)


@contextmanager
def _heartbeat(repository: Repository, held: Claim, patience: Patience) -> Iterator[None]:
    done = threading.Event()
    beat = threading.Thread(target=_beat, args=(repository, held, done, patience), daemon=True)
    beat.start()
    try:
        yield
    finally:
        done.set()
        beat.join()


def _beat(repository: Repository, held: Claim, done: threading.Event, patience: Patience) -> None:
    lease = repository.settings.job_lease
    while not done.wait(lease / 3):
        if patience.is_over:
            _fail(repository, held, "took-too-long", {"minutes": int(patience.seconds // 60)})
            # A codec in an endless loop cannot be interrupted; the pool starts a fresh process.
            os.kill(os.getpid(), signal.SIGKILL)
        patience.touch_folders()
        try:
            jobs.renew(repository.database, held, lease)
        except DatabaseUnavailableError as error:
            log.warning("cannot renew the lease of job %s: %s", held.job_id, error)
