"""Things that are made and done in threads come in their order, and stop when they are told."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from repository.search.ahead import ahead, side_by_side


def test_the_next_is_made_while_one_is_used() -> None:
    made: list[int] = []
    second = threading.Event()

    def make() -> Iterator[int]:
        for number in range(3):
            made.append(number)
            if number == 1:
                second.set()
            yield number

    coming = ahead(make())
    assert next(coming) == 0
    assert second.wait(10)
    assert list(coming) == [1, 2]
    assert made == [0, 1, 2]


def test_one_that_takes_long_holds_up_none_of_the_next() -> None:
    last_done = threading.Event()
    done: list[int] = []

    def do(number: int) -> None:
        if number == 0:
            assert last_done.wait(10)
        done.append(number)
        if number == 9:
            last_done.set()

    assert list(side_by_side(do, range(10), 2)) == list(range(10))
    assert done == [*range(1, 10), 0]


def test_one_at_a_time_is_done_when_it_comes() -> None:
    done: list[int] = []
    for number in side_by_side(done.append, range(5), 1):
        assert done == list(range(number + 1))


def test_what_fails_is_raised_and_the_rest_left() -> None:
    done: list[int] = []

    def do(number: int) -> None:
        if number == 1:
            raise ValueError(number)
        done.append(number)

    with pytest.raises(ValueError, match="1"):
        list(side_by_side(do, range(1000), 1))
    assert done == [0]


def test_closed_early_it_finishes_what_is_under_way() -> None:
    may_go = threading.Event()
    done: list[int] = []

    def do(number: int) -> None:
        if number:
            assert may_go.wait(10)
        done.append(number)

    with closing(side_by_side(do, range(100), 2)) as coming:
        assert next(coming) == 0
        may_go.set()
    assert 0 in done
    assert len(done) < 40
