"""Memory for the pixels of one picture after another.

What is freed goes back to the system, which clears every page of it before it is used again: a
tenth of the time that decoding takes.
"""

import sys
import threading

import numpy as np
from numpy.typing import NDArray

_MOST = 64 << 20
"""Bytes that stay with the process: pages of up to 22 megapixels in colour."""

_ALONE = 2  # references to what nobody else refers to: ours, and that of the question


class PixelMemory:
    """Memory that is lent to one picture at a time; another meanwhile gets its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept = np.empty(0, np.uint8)

    def lend(self, size: int) -> NDArray[np.uint8]:
        """So many bytes, with anything in them; they are given back when nobody refers to them."""
        if size > _MOST:
            return np.empty(size, np.uint8)
        with self._lock:
            if sys.getrefcount(self._kept) > _ALONE:
                return np.empty(size, np.uint8)
            if self._kept.size < size:
                self._kept = np.empty(0, np.uint8)  # the old first, or there are both
                self._kept = np.empty(size, np.uint8)
            return self._kept[:size]
