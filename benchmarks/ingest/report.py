"""The figures of ingest: what the whole path cost, beside the bare saves."""

import os
import platform
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import report
from benchmarks.report import Goal

FOLDER = Path(__file__).with_name("report")
_MOST, _MEMORY = 1.25, 600.0  # times the bare saves; MB of a worker with the largest scan


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, seconds of all processors together, peak KiB of the largest process."""

    seconds: float
    processor: float
    memory: int


Round = tuple[Cost, Cost]
"""The bare saves and the whole path, one right after the other."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in, a number of pages, and what each round of it cost."""

    name: str
    pages: int
    rounds: Sequence[Round]

    @property
    def ratios(self) -> dict[str, list[float]]:
        """The whole path by the bare saves, in each round."""
        return {
            "processor": [whole.processor / bare.processor for bare, whole in self.rounds],
            "time": [whole.seconds / bare.seconds for bare, whole in self.rounds],
        }

    @property
    def memory(self) -> float:
        """MB of the largest worker in any round."""
        return max(whole.memory for _, whole in self.rounds) / 1024


def write(books: Sequence[Taken], giant: Taken) -> str:
    """Write the report; its text."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    said = (
        f"Written by `python -m benchmarks.ingest` on {machine}: medians of "
        f"{len(giant.rounds)} rounds, in which bare saves and whole path take turns."
    )
    goals = [
        Goal(f"{book.name}: {kind}, of the bare saves", statistics.median(each), _MOST, below=True)
        for book in books
        for kind, each in book.ratios.items()
    ]
    goals.append(Goal(f"{giant.name}: memory of a worker, MB", giant.memory, _MEMORY, below=True))
    lines = [line for taken in (*books, giant) for line in _table(taken)]
    return report.write(FOLDER, "What taking in a scan costs", [said, *lines], goals)


def _table(taken: Taken) -> Iterator[str]:
    yield f"## {taken.name}"
    yield ""
    yield "| | pages a second | processor, s a page | memory, MB |"
    yield "|---|---|---|---|"
    bare, whole = zip(*taken.rounds, strict=True)
    for name, costs in (("bare libvips", bare), ("Keruen", whole)):
        rate = taken.pages / statistics.median(cost.seconds for cost in costs)
        processor = statistics.median(cost.processor for cost in costs) / taken.pages
        memory = max(cost.memory for cost in costs) / 1024
        yield f"| {name} | {rate:.2f} | {processor:.3f} | {memory:.0f} |"
    yield ""
    for kind, ratios in taken.ratios.items():
        each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        yield f"{kind} of the bare saves: {statistics.median(ratios):.2f} (rounds: {each})"
        yield ""
