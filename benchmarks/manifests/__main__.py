"""`python -m benchmarks.manifests`: from a description to what goes over the wire.

Nothing but this package: no database, no sockets. Times are medians in milliseconds. Beside them,
in the same run, the same document through iiif-prezi3's own models, which is what a program that
uses the library as it comes would take.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from typing import Any

import iiif_prezi3
from flask import Flask

from benchmarks.manifests.works import book
from manifests import Revision, create_blueprint, presentation2, presentation3
from manifests.check import check_work
from manifests.encoding import packed, recoded, to_bytes
from manifests.presentation3.manifest import draft
from tests.manifests.catalogue import Shelf

BASE = "https://keruen.example"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--canvases", type=int, nargs="*", default=[1, 100, 1000, 5000])
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    tables = {count: measure(count, given.rounds) for count in given.canvases}
    names = next(iter(tables.values()))
    print(f"{'canvases':32}" + "".join(f"{count:>10}" for count in tables))
    for name in names:
        print(f"{name:32}" + "".join(f"{table[name]:>10.2f}" for table in tables.values()))


def measure(count: int, rounds: int) -> dict[str, float]:
    """Figures for one length of book, in milliseconds unless they say otherwise."""
    work = book(count)
    document = presentation3.manifest(work, BASE)
    body = to_bytes(document)
    kept = packed(body)
    figures = {
        "KiB, plain": len(body) / 1024,
        "KiB, zstd": len(kept) / 1024,
        "KiB, gzip": len(recoded(kept, "gzip")) / 1024,
    }
    steps: dict[str, Callable[[], Any]] = {
        "version 3, built and gated": lambda: presentation3.manifest(work, BASE),
        "  by iiif-prezi3's models": lambda: models(work),
        "version 2.1, built": lambda: presentation2.manifest(work, BASE),
        "to bytes": lambda: to_bytes(document),
        "to zstd": lambda: packed(body),
        "zstd to gzip": lambda: recoded(kept, "gzip"),
        "check before publication": lambda: check_work(work, BASE),
    }
    figures |= {name: median(step, rounds) for name, step in steps.items()}
    return figures | served(count, rounds)


def models(work: Any) -> str:
    """The document through iiif-prezi3's models, whole, as its own documentation prints it."""
    text: str = iiif_prezi3.Manifest(**draft(work, BASE)).json()
    return text


def served(count: int, rounds: int) -> dict[str, float]:
    """Requests through Flask's test client, from a catalogue in memory."""
    shelf = Shelf()
    shelf.add(book(count))
    app = Flask(__name__)
    app.register_blueprint(create_blueprint(shelf, BASE))
    client = app.test_client()
    address = f"/iiif/presentation/3/book{count}"
    taken = {"Accept-Encoding": "gzip, zstd"}

    def cold() -> None:
        shelf.revisions[f"book{count}"] = Revision(str(time.perf_counter_ns()))
        client.get(f"{address}/manifest", headers=taken)

    cold_time = median(cold, rounds)
    tag = client.get(f"{address}/manifest", headers=taken).headers["ETag"]
    known = taken | {"If-None-Match": tag}
    return {
        "answer, cold": cold_time,
        "answer, warm": median(lambda: client.get(f"{address}/manifest", headers=taken), rounds),
        "answer, 304": median(lambda: client.get(f"{address}/manifest", headers=known), rounds),
        "answer, one canvas": median(lambda: client.get(f"{address}/canvas/p0"), rounds),
    }


def median(step: Callable[[], Any], rounds: int) -> float:
    """Milliseconds; the collector runs between the rounds, and in them as it likes."""
    times = []
    for _ in range(rounds):
        gc.collect()
        started = time.perf_counter()
        step()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
