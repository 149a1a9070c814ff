"""The loads, by turns on each server, and the goals they are held against."""

import threading
from pathlib import Path
from statistics import median

from benchmarks.report import Goal
from benchmarks.tiles.load import Measured, measure, settle
from benchmarks.tiles.servers import Server

_LOADS = [
    ("aligned", (1, 8, 32)), ("edges", (8, 32)), ("hot", (32,)), ("sizes", (32,)),
    ("thumbnails", (8,)), ("regions", (8,)), ("grey", (8,)), ("turned", (8,)), ("mirrored", (8,)),
    ("webp", (8,)),
]  # fmt: skip
_FILES = {"aligned", "edges", "hot", "sizes"}
_NOT_IIPSRV = {"webp", "mirrored"}
"""What iipsrv 1.1 does not do; mirrored tiles are held against its turned ones."""

_WANTED = {
    "edges": 8.0, "sizes": 12.0, "thumbnails": 1.2, "regions": 1.2, "grey": 2.2, "turned": 2.2,
}  # fmt: skip


class Run:
    """Collects measurements of all rounds, lines for the report and goals."""

    def __init__(
        self, folder: Path, requests: dict[str, list[str]], rounds: int, seconds: int
    ) -> None:
        self.requests = requests
        self.lines: list[str] = []
        self.goals: list[Goal] = []
        self._folder, self._rounds, self._seconds = folder, rounds, seconds
        for name, paths in requests.items():
            self._list(name).write_text("\n".join(paths) + "\n")

    def note(self, line: str) -> None:
        """A line for the report, shown at once."""
        print(line, flush=True)
        self.lines += [line, ""]

    def goal(self, name: str, value: float, target: float, *, below: bool = False) -> None:
        """Hold a ratio against its goal."""
        self.goals.append(Goal(name, value, target, below))
        print(self.goals[-1], flush=True)

    def local(self, ours: Server, nginx: Server | None, iipsrv: Server | None) -> None:
        """Everything from local disk."""
        self._warm(ours, nginx, iipsrv)
        self.lines += [
            "| load | connections | server | requests/s | p50 ms | p99 ms | CPU ms/request |",
            "|---|---|---|---|---|---|---|",
        ]
        found = {}
        for kind, numbers in _LOADS:
            for connections in numbers:
                asked = [ours]
                asked += [nginx] if nginx and kind in _FILES else []
                asked += [iipsrv] if iipsrv and kind not in _NOT_IIPSRV else []
                for name, measured in self._by_turns(kind, connections, asked).items():
                    found[kind, connections, name] = measured
        self.lines.append("")
        self._local_goals(found, ours.name)

    def flat(self, ours: Server) -> None:
        """As many aligned tiles of the smallest picture as of the largest, by turns."""
        rates: dict[str, list[float]] = {"smallest": [], "largest": []}
        for _ in range(self._rounds):
            for kind, found in rates.items():
                found.append(measure(ours, self._list(kind), 32, self._seconds).rate)
        small, large = (median(found) for found in rates.values())
        self.note(f"aligned tiles of the smallest picture: {small:.0f}/s; of the largest: "
                  f"{large:.0f}/s")  # fmt: skip
        self.goal("tiles of 400 megapixels: rate of those of 10", large / small, 0.9)

    def under_load(self, ours: Server) -> None:
        """Aligned tiles while 32 connections ask for full-size unaligned regions."""
        quiet, busy = [], []
        for _ in range(self._rounds):
            settle(ours)  # the flood of the round before has left pictures in line
            quiet.append(measure(ours, self._list("aligned"), 8, self._seconds).rate)
            busy.append(self._while_flooded(ours).rate)
        self.note(f"aligned tiles, 8 connections: {median(quiet):.0f}/s; {median(busy):.0f}/s "
                  "while 32 connections ask for full-size regions")  # fmt: skip
        self.goal(
            "aligned tiles under that load, of their rate", median(busy) / median(quiet), 1 / 3
        )

    def bucket(self, mirrored: Server, ours: Server) -> None:
        """Aligned tiles from a bucket, kept on local disk by an earlier pass."""
        some = self.requests["aligned"][:2000]
        self._list("warm").write_text("\n".join(some) + "\n")
        measure(mirrored, self._list("warm"), 8, 20)
        found = self._by_turns("warm", 32, [mirrored, ours])
        ratio = found[mirrored.name].rate / found[ours.name].rate
        self.goal("S3 warm: rate of local disk", ratio, 0.7)

    def _while_flooded(self, ours: Server) -> Measured:
        done = threading.Event()

        def flood() -> None:
            while not done.is_set():
                measure(ours, self._list("full"), 32, self._seconds + 2)

        other = threading.Thread(target=flood)
        other.start()
        try:
            done.wait(1)
            return measure(ours, self._list("aligned"), 8, self._seconds)
        finally:
            done.set()
            other.join()

    def _by_turns(self, kind: str, connections: int, asked: list[Server]) -> dict[str, Measured]:
        rounds: dict[str, list[Measured]] = {server.name: [] for server in asked}
        for _ in range(self._rounds):
            for server in asked:
                rounds[server.name].append(
                    measure(server, self._list(kind), connections, self._seconds)
                )
        found = {name: _middle(measured) for name, measured in rounds.items()}
        for name, m in found.items():
            line = (f"| {kind} | {connections} | {name} | {m.rate:.0f} | {m.p50:.2f} | "
                    f"{m.p99:.2f} | {m.cpu:.3f} |")  # fmt: skip
            print(line + (f" {m.errors} errors" if m.errors else ""), flush=True)
            self.lines.append(line)
        return found

    def _local_goals(self, found: dict[tuple[str, int, str], Measured], ours: str) -> None:
        mine = found["aligned", 32, ours]
        if files := found.get(("aligned", 32, "nginx static")):
            self.goal("aligned tiles: nginx static", mine.rate / files.rate, 0.5)
        theirs = found.get(("aligned", 32, "iipsrv"))
        if theirs is None:
            return
        self.goal("aligned tiles: iipsrv", mine.rate / theirs.rate, 12)
        self.goal("aligned tiles: p99 / p50 of iipsrv", mine.p99 / theirs.p50, 1, below=True)
        for kind, wanted in _WANTED.items():
            connections = 32 if kind == "sizes" else 8
            ratio = found[kind, connections, ours].rate / found[kind, connections, "iipsrv"].rate
            self.goal(f"{kind}: iipsrv", ratio, wanted)
        mirrored = found["mirrored", 8, ours].rate / found["turned", 8, "iipsrv"].rate
        self.goal("mirrored: turned by iipsrv", mirrored, 2.2)

    def _warm(self, *asked: Server | None) -> None:
        for server in asked:
            if server is not None:
                measure(server, self._list("edges"), 8, 3)

    def _list(self, kind: str) -> Path:
        return self._folder / f"{kind}.txt"


def _middle(measured: list[Measured]) -> Measured:
    return Measured(
        rate=median(m.rate for m in measured),
        p50=median(m.p50 for m in measured),
        p99=median(m.p99 for m in measured),
        cpu=median(m.cpu for m in measured),
        errors=sum(m.errors for m in measured),
    )
