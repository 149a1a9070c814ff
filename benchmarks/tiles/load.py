"""One load on one server, through wrk; and what it did to the server's memory and processor."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tiles.servers import Server

SCRIPT = Path(__file__).with_name("paths.lua")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests a second, times in ms, processor time of the server in ms for each request."""

    rate: float
    p50: float
    p99: float
    cpu: float
    errors: int


def measure(server: Server, paths: Path, connections: int, seconds: int) -> Measured:
    """Ask for the paths of a file, one after the other, from a random start. Raises `OSError`."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise FileNotFoundError("wrk is not installed")
    base = server.url.split("/iiif")[0]
    before = _processor(server)
    done = subprocess.run(
        [
            wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s",
            "-s", str(SCRIPT), base,
        ],
        env={**os.environ, "PATHS": str(paths), "PREFIX": server.url.removeprefix(base)},
        capture_output=True, text=True, timeout=seconds + 60, check=True,
    )  # fmt: skip
    used = _processor(server) - before
    line = next(line for line in done.stdout.splitlines() if line.startswith("JSON "))
    found = json.loads(line[5:])
    return Measured(
        rate=found["rps"],
        p50=found["p50_ms"],
        p99=found["p99_ms"],
        cpu=used * 1000 / max(1, found["n"]),
        errors=found["http_err"] + found["sock_err"],
    )


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory in MB: of the processes that answer, of the one that starts them."""

    answering: float
    starting: float


def memory(server: Server, *, peak: bool = False) -> Memory:
    """What its processes hold now, or the most they ever had."""
    what = "VmHWM:" if peak else "VmRSS:"
    starting = {process.pid for process in server.processes}
    answering = _family(server) - starting
    return Memory(
        sum(_status(pid, what) for pid in answering) / 1024,
        sum(_status(pid, what) for pid in starting) / 1024,
    )


def settle(server: Server) -> None:
    """Wait until the server has done what it was still asked for, two minutes at most."""
    for _ in range(240):
        before = _processor(server)
        time.sleep(0.5)
        if _processor(server) - before < 0.03:
            return


def _processor(server: Server) -> float:
    total = 0
    for pid in _family(server):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def _family(server: Server) -> set[int]:
    """The processes and their children."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found: set[int] = set()
    todo = [process.pid for process in server.processes]
    while todo:
        pid = todo.pop()
        if pid not in found:
            found.add(pid)
            todo += children.get(pid, [])
    return found


def _status(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
