"""Writing onto the disk past the page cache, where the file system knows how."""

import errno
import fcntl
import mmap
import os

_PIECE, _BLOCK = 1 << 20, 4096
_DIRECT = getattr(os, "O_DIRECT", 0)  # Linux


class DirectFile:
    """A new file by its descriptor, written from its start in pieces that fill `room`.

    A scan is written once, read once by a worker and then seldom. Through the page cache a book of
    five gigabytes would take the place of the tiles that readers look at; and where a host has
    lent the machine's free memory elsewhere, getting it back costs ten times what the writing does.
    """

    def __init__(self, descriptor: int) -> None:
        self.room = memoryview(mmap.mmap(-1, _PIECE))  # from the start of a page, as is demanded
        self._descriptor = descriptor
        self._direct = self._set(wanted=bool(_DIRECT))

    def write(self, length: int) -> None:
        """Add what `room` begins with; only the last may fill less of it. Raises `OSError`."""
        piece = self.room[:length]
        if self._direct and length % _BLOCK:
            self._direct = self._set(wanted=False)
        while piece:
            try:
                piece = piece[os.write(self._descriptor, piece) :]
            except OSError as error:
                if error.errno != errno.EINVAL or not self._direct:
                    raise
                # Not every file system that takes the flag takes such a piece.
                self._direct = self._set(wanted=False)

    def _set(self, *, wanted: bool) -> bool:
        """Whether writing goes past the cache from now on."""
        flags = fcntl.fcntl(self._descriptor, fcntl.F_GETFL) & ~_DIRECT
        try:
            fcntl.fcntl(self._descriptor, fcntl.F_SETFL, flags | _DIRECT if wanted else flags)
        except OSError:
            return False
        return wanted
