"""Slow work in few threads, so that tiles never wait behind it."""

import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError
from typing import TypeVar

from imageserver.errors import BusyError
from imageserver.memory import give_back

_T = TypeVar("_T")
_NICE = 10
"""With 19, which keeps tiles a little quicker, large pictures come to nothing while scans are taken
in: workers leave them 1.5 % of a core."""

_BUSY = "Too many pictures are being drawn; try again soon."


class Threads:
    """At most `most` threads for work that may wait, made when they are first needed.

    The one that was busy last is taken first, for what it used is still in the processor's cache.
    They are daemons: nobody who ends the process waits for a reader on a slow line.
    """

    def __init__(self, most: int) -> None:
        self._unborn = most
        self._idle: list[_Thread] = []
        self._line: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()

    def start(self, work: Callable[[], None]) -> None:
        """Have `work`, which must not raise, done as soon as a thread is free."""
        with self._lock:
            if self._idle:
                thread = self._idle.pop()
            elif self._unborn:
                self._unborn -= 1
                thread = _Thread(self._next)
            else:
                self._line.append(work)
                return
        thread.take(work)

    def _next(self, thread: "_Thread") -> Callable[[], None] | None:
        """The next in the line; None when the thread is to lie idle."""
        with self._lock:
            if self._line:
                return self._line.popleft()
            self._idle.append(thread)
            return None


class _Thread:
    def __init__(self, following: Callable[["_Thread"], Callable[[], None] | None]) -> None:
        self._following = following
        self._work: Callable[[], None] | None = None
        self._turn = threading.Lock()
        self._turn.acquire()
        threading.Thread(target=self._run, name="waiting", daemon=True).start()

    def take(self, work: Callable[[], None]) -> None:
        self._work = work
        self._turn.release()

    def _run(self) -> None:
        while True:
            self._turn.acquire()
            work, self._work = self._work, None
            while work is not None:
                work()
                del work  # and what it holds, before the next is waited for
                work = self._following(self)


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
    thread has its own niceness), so that tiles are copied first. So must whatever calls libvips:
    the threads in which that works have the niceness of the one that needed them first, and go on
    to work for all others.

    `tidy` gives back memory after each piece, which takes some milliseconds.
    """

    def __init__(self, *, running: int, waiting: int, patience: float, tidy: bool = True) -> None:
        self._tidy = tidy
        self._executor = ThreadPoolExecutor(running, "slow", initializer=_step_back)
        self._room = threading.BoundedSemaphore(running + waiting)
        self._patience = patience

    def run(self, work: Callable[[], _T]) -> _T:
        """What `work` returns or raises. Raises `BusyError` when its turn does not come in time."""
        if not self._room.acquire(blocking=False):
            raise BusyError(_BUSY)
        future = self._executor.submit(self._do, work)
        future.add_done_callback(lambda _: self._room.release())
        return self._result(future)

    def _do(self, work: Callable[[], _T]) -> _T:
        try:
            return work()
        finally:
            if self._tidy:
                give_back()

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


def _step_back() -> None:
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
