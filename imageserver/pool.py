"""Slow work in few threads, so that tiles never wait behind it."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError
from typing import TypeVar

from imageserver.errors import BusyError
from imageserver.memory import give_back

_T = TypeVar("_T")
_NICE = 10
_BUSY = "Too many pictures are being drawn; try again soon."


class LightGate:
    """Work of a few milliseconds, in the thread that asks: one piece at a time."""

    def __init__(self, *, patience: float) -> None:
        self._room = threading.Lock()  # a semaphore is Python, and costs each request 20 µs
        self._patience = patience

    def run(self, work: Callable[[], _T]) -> _T:
        """What `work` returns or raises. Raises `BusyError` when its turn does not come in time."""
        if not self._room.acquire(timeout=self._patience):
            raise BusyError(_BUSY)
        try:
            return work()
        finally:
            self._room.release()


class SlowPool:
    """At most `running` pieces of work at once, `waiting` more in line, each for `patience` s.

    Its threads ask the kernel for less than their share of the processor (on Linux, where each
    thread has its own niceness), so that tiles are copied first.
    """

    def __init__(self, *, running: int, waiting: int, patience: float) -> None:
        self._executor = ThreadPoolExecutor(running, "slow", initializer=_step_back)
        self._room = threading.BoundedSemaphore(running + waiting)
        self._patience = patience

    def run(self, work: Callable[[], _T]) -> _T:
        """What `work` returns or raises. Raises `BusyError` when its turn does not come in time."""
        if not self._room.acquire(blocking=False):
            raise BusyError(_BUSY)
        future = self._executor.submit(_tidy, work)
        future.add_done_callback(lambda _: self._room.release())
        return self._result(future)

    def _result(self, future: Future[_T]) -> _T:
        try:
            return future.result(self._patience)
        except LateError as late:
            if future.cancel():
                raise BusyError(_BUSY) from late
        try:  # it has begun, and its own bounds end it
            return future.result(2 * self._patience)
        except LateError as late:
            raise BusyError("The picture took too long to draw.") from late


def _tidy(work: Callable[[], _T]) -> _T:
    try:
        return work()
    finally:
        give_back()


def _step_back() -> None:
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
