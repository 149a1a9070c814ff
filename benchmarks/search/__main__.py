"""`python -m benchmarks.search`: index a large made-up collection and search it.

On PostgreSQL with a server of its own and on SQLite, by the code that the site runs: one process
indexes, one asks.
"""

import argparse
import platform
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from tqdm import tqdm

from benchmarks.search.asking import ask
from benchmarks.search.collection import fill
from benchmarks.search.report import Run, write
from benchmarks.search.vocabulary import languages
from repository.database import Database
from repository.migration import migrate
from repository.search.following import follow, tend
from tests.services import PostgresServer

_DAY = 86_400.0
_TUNING = (
    "work_mem = '32MB'",
    "maintenance_work_mem = '256MB'",
    "max_wal_size = '16GB'",
    "checkpoint_timeout = '30min'",
)


def main() -> None:
    """Measure both databases and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", type=int, default=1_000_000, help="pages; 0 leaves it out")
    parser.add_argument("--sqlite", type=int, default=200_000, help="pages; 0 leaves it out")
    parser.add_argument("--per-work", type=int, default=100, help="pages of a work")
    parser.add_argument("--searches", type=int, default=300)
    parser.add_argument("--note", default="", help="what else ran on the machine")
    given = parser.parse_args()
    runs = []
    if given.sqlite:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/keruen.db"
            runs.append(_run("SQLite", url, given.sqlite, given.per_work, given.searches))
    if given.postgresql:
        with _postgresql() as url:
            pages = given.postgresql
            runs.append(_run("PostgreSQL", url, pages, given.per_work, given.searches))
    machine = f"{cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(write(runs, machine, given.note))


def _run(name: str, url: str, pages: int, per_work: int, searches: int) -> Run:
    database, spoken = Database(url), languages()
    migrate(database)
    fill(database, spoken, pages, per_work)
    started, worked = time.perf_counter(), time.process_time()
    with tqdm(total=pages, desc=f"indexing, {name}", unit="page", disable=None) as bar:
        follow(database, _DAY, lambda count, _: bar.update(count) and None)
    indexing, worked = time.perf_counter() - started, time.process_time() - worked
    tend(database)
    database.close()
    print(f"{name}: {pages / indexing:.0f} pages indexed a second", flush=True)
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        timings = apart.submit(ask, url, searches).result()
    return Run(name, pages, per_work, pages / indexing, worked / pages, timings)


@contextmanager
def _postgresql() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        server = PostgresServer(Path(folder) / "postgresql")
        server.folder.mkdir()
        server.create()
        with (server.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write("\n".join(("", "shared_buffers = '1GB'", *_TUNING, "")))
        server.start()
        try:
            with server.database() as url:
                yield url
        finally:
            server.stop()


if __name__ == "__main__":
    main()
