"""Memory that is used again, and never while anybody looks at it."""

import numpy as np
import pyvips

from workers import pixel_memory
from workers.pixel_memory import PixelMemory


def address(pixels: np.ndarray) -> int:
    found: int = pixels.__array_interface__["data"][0]
    return found


def test_what_is_given_back_is_lent_again() -> None:
    memory = PixelMemory()
    first = memory.lend(5000)
    where = address(first)
    del first
    smaller = memory.lend(3000)
    assert (address(smaller), smaller.size) == (where, 3000)


def test_what_is_looked_at_is_lent_to_nobody_else() -> None:
    memory = PixelMemory()
    first = memory.lend(1200)
    first[:] = 7
    image = pyvips.Image.new_from_memory(first.reshape(20, 20, 3).data, 20, 20, 3, "uchar")
    where = address(first)
    del first
    second = memory.lend(1200)
    assert address(second) != where
    second[:] = 9
    assert image.avg() == 7
    del image
    assert address(memory.lend(1200)) == where


def test_it_grows_and_keeps_nothing_large() -> None:
    memory = PixelMemory()
    memory.lend(10)
    assert memory.lend(1 << 20).size == 1 << 20
    large = memory.lend(pixel_memory._MOST + 1)
    assert large.base is None
