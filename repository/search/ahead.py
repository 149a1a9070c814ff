"""Making the next thing while the last one is used."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

_Thing = TypeVar("_Thing")


def ahead(things: Iterator[_Thing]) -> Generator[_Thing, None, None]:
    """The things in their order; a thread makes one while the caller is at the one before."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(_next, things)
        while made := coming.result():
            coming = maker.submit(_next, things)
            yield from made


def _next(things: Iterator[_Thing]) -> list[_Thing]:
    return list(islice(things, 1))
