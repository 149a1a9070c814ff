"""Reading what lies in memory already, for those who must not wait for a disk."""

import errno
import os

_NOWAIT = getattr(os, "RWF_NOWAIT", 0)  # Linux


def read_at_hand(descriptor: int, length: int, offset: int) -> bytes | None:
    """Exactly these bytes of a local file from the page cache; None where the disk would be asked.

    A file system that cannot tell (some network ones, overlayfs of some kernels) is simply read:
    most of what is asked for lies in the page cache there, too, and handing every tile to another
    thread would double its cost. None, too, when the file is shorter. Raises `OSError`.
    """
    buffer = bytearray(length)
    try:
        count = os.preadv(descriptor, (buffer,), offset, _NOWAIT)
    except BlockingIOError:
        return None
    except OSError as error:
        if error.errno != errno.EOPNOTSUPP:
            raise
        count = os.preadv(descriptor, (buffer,), offset)
    return bytes(buffer) if count == length else None
