"""What of a local file lies in memory: read without waiting for a disk, or let go."""

import errno
import os
from pathlib import Path

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


def let_go(file: int | Path) -> None:
    """Tell the kernel that nobody reads a file again soon, by its descriptor or its path.

    Memory that it has at hand makes writing the next file cost half or a third, and what readers
    look at stays there. Raises `OSError`.
    """
    if isinstance(file, int):
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        return
    with file.open("rb") as opened:
        let_go(opened.fileno())
