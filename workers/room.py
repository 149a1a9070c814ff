"""A disk without room for what a worker writes is no fault of the scan."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import pyvips

from storage import StorageFullError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def no_room_translated() -> Iterator[None]:
    """Raise `StorageFullError` for a write that failed because the disk is full.

    What libvips says of a scan has become a `ScanError` by now; what is left of it is its own
    temporary files.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError("no room for the picture while it is made") from error
        raise
    except pyvips.Error as error:
        raise StorageFullError(f"no room for a temporary picture: {error}") from error
