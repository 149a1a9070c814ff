"""Doing the next thing while the last one is under way."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

_WINDOW = 32
_Thing = TypeVar("_Thing")


def ahead(things: Iterator[_Thing]) -> Generator[_Thing, None, None]:
    """The things in their order; a thread makes one while the caller is at the one before."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(_next, things)
        while made := coming.result():
            coming = maker.submit(_next, things)
            yield from made


def side_by_side(
    do: Callable[[_Thing], None], things: Iterable[_Thing], most: int
) -> Generator[_Thing, None, None]:
    """The things in their order, each when it is done; as many as `most` are done at a time.

    One that takes long holds up none of the next `_WINDOW`. Closed before its end, it finishes
    those that are under way.
    """
    waiting: deque[tuple[_Thing, Future[None]]] = deque()
    doers = ThreadPoolExecutor(most)
    try:
        for thing in things:
            waiting.append((thing, doers.submit(do, thing)))
            if len(waiting) == (_WINDOW if most > 1 else 1):
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())
    finally:
        doers.shutdown(cancel_futures=True)


def _next(things: Iterator[_Thing]) -> list[_Thing]:
    return list(islice(things, 1))


def _done(thing: _Thing, doing: Future[None]) -> _Thing:
    doing.result()
    return thing
