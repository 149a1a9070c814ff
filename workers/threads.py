"""How many threads share the work on one picture.

As many scans are worked on at once as there are cores, so threads within a page would only hand
work back and forth, a tenth of the whole. A scan so large that it outlasts all others gets them.
"""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

_ALONE = 64_000_000
"""Pixels from which a scan is likely to be the last one in work."""

_THREADS = min(4, os.cpu_count() or 1)

P = ParamSpec("P")
T = TypeVar("T")


class _Here(Executor):
    """Does the work where it is asked for."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def pool_for(width: int, height: int) -> Executor:
    """Threads for a picture of this size in pixels, or this one alone."""
    return ThreadPoolExecutor(_THREADS) if width * height >= _ALONE else _Here()
