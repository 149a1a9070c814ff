"""Running foreign programs on files that nobody trusts.

Each run is a process of its own with a limit on time, memory and what it writes, and without any
input; it dies with the worker that started it.
"""

import os
import resource
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from workers.errors import TookTooLongError

_MOST_OUTPUT = 1 << 20  # bytes of what it prints
_NICENESS = 10  # the site goes first


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a run may take: seconds, bytes of addresses, bytes of each file it writes."""

    seconds: float
    memory: int
    most_written: int


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended: the exit code, what it printed and the end of what it complained of."""

    code: int
    output: bytes
    complaints: str


def run_bounded(
    arguments: Sequence[str], bounds: Bounds, environment: Mapping[str, str] | None = None
) -> Ran:
    """Run to the end or to a limit. Raises `TookTooLongError`."""
    process = subprocess.Popen(
        [*_bound_to_us(), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", **(environment or {})},
    )
    _limit(process.pid, bounds)
    assert process.stdout is not None
    assert process.stderr is not None
    with process, process.stdout, process.stderr:
        printed, complained = _Reader(process.stdout, first=True), _Reader(process.stderr)
        try:
            code = process.wait(bounds.seconds)
        except subprocess.TimeoutExpired as error:
            raise TookTooLongError(bounds.seconds) from error
        finally:
            process.kill()
            printed.join()
            complained.join()
    words = complained.kept.decode(errors="replace").strip()
    return Ran(code, bytes(printed.kept), words[-500:])


def _bound_to_us() -> list[str]:
    """A process that is killed has no time to end its children: the kernel does it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []


def _limit(pid: int, bounds: Bounds) -> None:
    try:
        resource.prlimit(pid, resource.RLIMIT_AS, (bounds.memory, bounds.memory))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (bounds.most_written, bounds.most_written))
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
        os.setpriority(os.PRIO_PROCESS, pid, _NICENESS)
    except ProcessLookupError:
        return  # it is done already


class _Reader(threading.Thread):
    """Reads what a process prints and keeps the first of it, or the last; the rest is dropped."""

    def __init__(self, stream: IO[bytes], *, first: bool = False) -> None:
        super().__init__(daemon=True)
        self.kept = bytearray()
        self._stream = stream
        self._first = first
        self.start()

    def run(self) -> None:
        while block := self._stream.read1(65536):  # type: ignore[attr-defined]
            if self._first:
                self.kept += block[: _MOST_OUTPUT - len(self.kept)]
            else:
                self.kept = (self.kept + block)[-65536:]
