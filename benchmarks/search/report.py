"""The figures as a table, a chart and JSON."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import report
from benchmarks.report import Goal
from benchmarks.search.asking import Timing

FOLDER = Path(__file__).with_name("report")
_MEDIAN, _P99, _RATE = 200.0, 1000.0, 500.0  # ms, ms, pages a second


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured on one database; `rate` is pages indexed in a second by one process.

    `processor` is the processor time of that process for a page, in seconds.
    """

    name: str
    pages: int
    per_work: int
    rate: float
    processor: float
    timings: Sequence[Timing]

    @property
    def goals(self) -> list[Goal]:
        """What was wanted, and what it is."""
        times = [timing.seconds * 1000 for timing in self.timings]
        where = f"{self.name}, {self.pages:,} pages"
        return [
            Goal(f"{where}: median, ms", statistics.median(times), _MEDIAN, below=True),
            Goal(f"{where}: p99, ms", _percentile(times, 0.99), _P99, below=True),
            Goal(f"{where}: pages indexed a second", self.rate, _RATE),
        ]


def write(runs: Sequence[Run], machine: str, note: str) -> str:
    """Write `report/README.md`, `goals.svg` and `goals.json`; the text of the first."""
    goals = [goal for run in runs for goal in run.goals]
    said = (
        f"Written by `python -m benchmarks.search` on {machine}. {note}".strip()
        + " Every search counts all facets, finds the best pages of 20 works and marks the words."
    )
    tables = [line for run in runs for line in _table(run)]
    return report.write(FOLDER, "Searching large collections", [said, *tables], goals)


def _table(run: Run) -> Iterator[str]:
    works = -(-run.pages // run.per_work)
    yield f"## {run.name}: {run.pages:,} pages in {works:,} works"
    yield ""
    worked = statistics.median(timing.processor * 1000 for timing in run.timings)
    yield (
        "Processor time of our own process, without the database server's: "
        f"{run.processor * 1000:.2f} ms for a page indexed, {worked:.0f} ms for a search (median)."
    )
    yield ""
    yield "| search | how many | works found, median | median ms | p95 ms | slowest ms |"
    yield "|---|---|---|---|---|---|"
    for kind in dict.fromkeys(timing.kind for timing in run.timings):
        mine = [timing for timing in run.timings if timing.kind == kind]
        times = [timing.seconds * 1000 for timing in mine]
        found = statistics.median(timing.works for timing in mine)
        yield (
            f"| {kind} | {len(mine)} | {found:.0f} | {statistics.median(times):.0f} "
            f"| {_percentile(times, 0.95):.0f} | {max(times):.0f} |"
        )
    yield ""


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
