"""`python -m benchmarks.ingest`: the whole path of a scan against libvips's bare pyramid save.

Both use two processes with one libvips thread each, on the same files, in turn, several times over;
figures are medians, and what counts is their ratio. The whole path is `keruen import --wait` into
a running site: checksum, storage, catalogue, queue, inspection, pyramid, verification.

What an import takes once, however long it is, weighs more in a short book than in one of usual
length, so there are both; scans, masters and pyramids of the latter take 12 GB of disk.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.ingest.report import Cost, Taken, write
from benchmarks.ingest.scans import make_book, make_giant
from tests.site import Site

PROCESSES = 2


def main() -> None:
    """Measure, print, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[48, 240], help="of each book")
    parser.add_argument("--megapixels", type=float, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--giant", type=int, default=20_000, help="side of the largest scan")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "keruen-scans")
    given = parser.parse_args()
    folder: Path = given.folder
    books = []
    for pages in given.pages:
        files = make_book(folder / f"book-{pages}-{given.megapixels:g}", pages, given.megapixels)
        name = f"a book of {pages} pages of {given.megapixels:g} megapixels"
        books.append(_taken(name, files, given.rounds))
    giant = make_giant(folder / f"giant{given.giant}" / "giant.tif", given.giant)
    name = f"one scan of {given.giant**2 / 1e6:.0f} megapixels"
    print(write(books, _taken(name, [giant], given.rounds)))


def _taken(name: str, files: Sequence[Path], rounds: int) -> Taken:
    return Taken(name, len(files), [(bare(files), whole(files)) for _ in range(rounds)])


def bare(files: Sequence[Path]) -> Cost:
    """What the bare saves cost."""
    _warm(files)
    with tempfile.TemporaryDirectory() as folder:
        shares = [list(files[number::PROCESSES]) for number in range(PROCESSES)]
        started, spent = time.monotonic(), _children()
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
        seconds = time.monotonic() - started
        return Cost(seconds, _children() - spent, max(map(int, outputs)))


def whole(files: Sequence[Path]) -> Cost:
    """What the whole path costs, the command that imports and a site that runs already."""
    _warm(files)
    folder = Path(tempfile.mkdtemp())
    site = Site(folder, {"KERUEN_WORKER_PROCESSES": str(PROCESSES)})
    try:
        site.start()
        _wait_for_worker(site)
        started, spent = time.monotonic(), _children() + _site(site)
        outcome = json.loads(site.keruen("import", "--json", "--wait", str(files[0].parent)))
        seconds = time.monotonic() - started
        assert (outcome["pages"], outcome["failed"]) == (len(files), 0), outcome
        _wait_for_end(site)
        processor = _children() + _site(site) - spent
        return Cost(seconds, processor, max(_peak(pid) for pid in site.processes("celery")))
    finally:
        site.kill()
        shutil.rmtree(folder)


def _warm(files: Sequence[Path]) -> None:
    """Let both find the scans in the page cache, where an import does not leave them.

    And let nothing that came before still be on its way to the disk.
    """
    os.sync()
    for file in files:
        with file.open("rb") as opened:
            while opened.read(1 << 20):
                pass


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _site(site: Site) -> float:
    """Seconds of processor that the site's processes, and their ended children, have had."""
    ticks = 0
    for pid in site.processes():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait_for_worker(site: Site) -> None:
    deadline = time.monotonic() + 30
    # the main process, the clock of the sweep and the pool
    while len(site.processes("celery")) < PROCESSES + 2:
        assert time.monotonic() < deadline, site.log
        time.sleep(0.1)
    time.sleep(2)


def _wait_for_end(site: Site) -> None:
    """Let the site see that its process that ran the command has ended: then it counts for it."""
    deadline = time.monotonic() + 30
    while len(site.processes("repository.cli run")) > 1:
        assert time.monotonic() < deadline, site.log
        time.sleep(0.05)
    time.sleep(0.5)


def _peak(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
