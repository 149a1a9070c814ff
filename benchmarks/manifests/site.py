"""`python -m benchmarks.manifests.site`: manifests and collections out of a real catalogue.

Requests through the whole application by Flask's test client: the gate, the statements, building,
compressing, the store on disk. Times are medians in milliseconds, on SQLite and on PostgreSQL in
the same run; both are private and gone afterwards. `cold` is the first answer after a change, and
`cpu` this process's part of it, which a busy machine stretches less (PostgreSQL's own work is not
in it); `warm` is one that is kept, `304` one that the client has. What changes of a collection is a
work's description, but in the row that says that a member came: then the members of that collection
are counted again, once. No sockets: `benchmarks.tiles` has those.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks.manifests import catalogue
from benchmarks.manifests.__main__ import median
from repository.migration import migrate
from repository.repository import Repository, open_repository
from repository.revisions import touch, touch_catalogue
from repository.settings import Settings
from repository.web import create_app
from repository.works import get_work
from tests.services import PostgresServer, private_folder

_TAKEN = {"Accept-Encoding": "gzip, zstd"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--canvases", type=int, nargs="*", default=[1, 100, 1000, 5000])
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with private_folder() as folder:
        server = PostgresServer(folder)
        server.create()
        server.start()
        try:
            with server.database() as url:
                for name, address in (("SQLite", ""), ("PostgreSQL", url)):
                    _measure(name, address, given)
        finally:
            server.stop()


def _measure(name: str, address: str, given: argparse.Namespace) -> None:
    with _opened(address) as repository:
        with repository.database.write() as session:
            catalogue.library(session)
            session.flush()
            for count in given.canvases:
                catalogue.book(session, count)
            catalogue.shelf(session, given.works)
        catalogue.analyse(repository)
        client = create_app(repository).test_client()
        gc.collect()
        gc.freeze()  # as `repository.wsgi` does
        print(f"{name:28}{'cold':>10}{'cpu':>10}{'warm':>10}{'304':>10}{'statements':>12}")
        for count in given.canvases:
            _work(repository, client, count, given.rounds)
        _collection(repository, client, given.works, given.rounds)


def _work(repository: Repository, client: FlaskClient, count: int, rounds: int) -> None:
    def change() -> None:
        with repository.database.write() as session:
            touch(session, get_work(session, f"book{count}"))

    address = f"/iiif/presentation/3/book{count}/manifest"
    _row(repository, client, f"{count} canvases", address, change, rounds)


def _collection(repository: Repository, client: FlaskClient, works: int, rounds: int) -> None:
    def change() -> None:
        with repository.database.write() as session:
            touch(session, get_work(session, "w1"))

    def count() -> None:
        with repository.database.write() as session:
            touch_catalogue(session)

    base = "/iiif/presentation/3/collection/shelf"
    _row(repository, client, f"collection of {works}", base, change, rounds)
    _row(repository, client, "  after a member came", base, count, rounds)
    last = (works - 1) // 500 * 500
    for first in sorted({0, last // 1000 * 500, last}) if works > 500 else ():
        span = f"{first + 1}-{first + 500}"
        _row(repository, client, f"  members {span}", f"{base}/{span}", change, rounds)


def _row(
    repository: Repository,
    client: FlaskClient,
    name: str,
    address: str,
    change: Callable[[], None],
    rounds: int,
) -> None:
    def ask() -> None:
        answer = client.get(address, headers=_TAKEN)
        assert answer.status_code == 200, answer.status

    cold = []
    spent = []
    statements = 0
    ask()
    for _ in range(rounds):
        change()
        gc.collect()
        with _counted(repository) as made:
            clock, busy = time.perf_counter(), time.process_time()
            ask()
            cold.append((time.perf_counter() - clock) * 1000)
            spent.append((time.process_time() - busy) * 1000)
        statements = len(made)
    tag = client.get(address, headers=_TAKEN).headers["ETag"]
    known = _TAKEN | {"If-None-Match": tag}
    warm = median(ask, rounds)
    unchanged = median(lambda: client.get(address, headers=known), rounds)
    figures = f"{statistics.median(cold):>10.1f}{statistics.median(spent):>10.1f}"
    print(f"{name:28}{figures}{warm:>10.2f}{unchanged:>10.2f}{statements:>12}")


@contextmanager
def _counted(repository: Repository) -> Iterator[list[str]]:
    made: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            made.append(statement)

    event.listen(repository.database.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(repository.database.engine, "before_cursor_execute", note)


@contextmanager
def _opened(address: str) -> Iterator[Repository]:
    with tempfile.TemporaryDirectory(prefix="keruen-benchmark-") as folder:
        repository = open_repository(Settings(data_dir=Path(folder), database_url=address))
        migrate(repository.database)
        yield repository
        repository.close()


if __name__ == "__main__":
    main()
