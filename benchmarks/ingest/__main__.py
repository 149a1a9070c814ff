"""`python -m benchmarks.ingest`: the whole path of a scan against libvips's bare pyramid save.

Both use two processes with one libvips thread each, on the same files, in turn, several times over;
figures are medians, and what counts is their ratio. The whole path is `keruen import --wait` into
a running site: checksum, storage, catalogue, queue, inspection, pyramid, verification.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.ingest.scans import make_book, make_giant
from tests.site import Site

PROCESSES = 2


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=48)
    parser.add_argument("--megapixels", type=float, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--giant", type=int, default=20_000, help="side of the largest scan")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "keruen-scans")
    given = parser.parse_args()
    name = f"book-{given.pages}-{given.megapixels:g}"
    book = make_book(given.folder / name, given.pages, given.megapixels)
    giant = make_giant(given.folder / f"giant{given.giant}" / "giant.tif", given.giant)
    rounds = [(bare(book), whole(book)) for _ in range(given.rounds)]
    report("book", len(book), rounds)
    giants = [(bare([giant]), whole([giant])) for _ in range(given.rounds)]
    report(f"one scan of {given.giant**2 / 1e6:.0f} megapixels", 1, giants)


def bare(files: Sequence[Path]) -> tuple[float, int]:
    """(seconds, KiB) of the bare saves; memory is that of the larger process."""
    with tempfile.TemporaryDirectory() as folder:
        shares = [list(files[number::PROCESSES]) for number in range(PROCESSES)]
        started = time.monotonic()
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.ingest.bare", folder, *map(str, share)],
                env={**os.environ, "VIPS_CONCURRENCY": "1" if len(files) > 1 else "2"},
                stdout=subprocess.PIPE,
                text=True,
            )
            for share in shares
            if share
        ]
        outputs = [process.communicate()[0] for process in processes]
        return time.monotonic() - started, max(map(int, outputs))


def whole(files: Sequence[Path]) -> tuple[float, int]:
    """(seconds, KiB) of the whole path; memory is that of the largest worker process."""
    folder = Path(tempfile.mkdtemp())
    site = Site(folder, {"KERUEN_WORKER_PROCESSES": str(PROCESSES)})
    try:
        site.start()
        _wait_for_worker(site)
        started = time.monotonic()
        outcome = json.loads(site.keruen("import", "--json", "--wait", str(files[0].parent)))
        seconds = time.monotonic() - started
        assert (outcome["pages"], outcome["failed"]) == (len(files), 0), outcome
        return seconds, max(_peak(pid) for pid in site.processes("celery"))
    finally:
        site.kill()
        shutil.rmtree(folder)


def report(
    what: str, pages: int, rounds: list[tuple[tuple[float, int], tuple[float, int]]]
) -> None:
    """Print medians and their ratio."""
    ours = statistics.median(w[0] for _, w in rounds)
    theirs = statistics.median(b[0] for b, _ in rounds)
    ratio = statistics.median(w[0] / b[0] for b, w in rounds)
    print(f"{what}: {pages} pages, {len(rounds)} rounds")
    print(
        f"  bare libvips  {pages / theirs:7.2f} pages/s  {max(b[1] for b, _ in rounds) // 1024} MB"
    )
    print(f"  Keruen        {pages / ours:7.2f} pages/s  {max(w[1] for _, w in rounds) // 1024} MB")
    print(
        f"  time ratio    {ratio:7.2f}  (each round: {[round(w[0] / b[0], 2) for b, w in rounds]})"
    )


def _wait_for_worker(site: Site) -> None:
    deadline = time.monotonic() + 30
    # the main process, the clock of the sweep and the pool
    while len(site.processes("celery")) < PROCESSES + 2:
        assert time.monotonic() < deadline, site.log
        time.sleep(0.1)
    time.sleep(2)


def _peak(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
