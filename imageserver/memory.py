"""How this process asks the system for memory."""

import ctypes

import cv2
import pyvips

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # glibc's malloc.h


def tune_allocator() -> None:
    """One arena, tiles kept rather than given back; libvips and OpenCV with one thread.

    Left alone, glibc maps each decoded tile anew: the page faults cost as much as the decoding
    (0.29 against 0.17 ms). And it makes an arena for each thread, none of which shrinks. Where the
    C library has no `mallopt` nothing is changed.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, 4 << 20)
        mallopt(_TRIM_THRESHOLD, 16 << 20)
        mallopt(_ARENA_MAX, 1)
    cv2.setNumThreads(1)
    pyvips.cache_set_max(0)
    pyvips.concurrency_set(1)


def give_back() -> None:
    """Return what large work has left behind to the system; a few ms, where it can be done."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
