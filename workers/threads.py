"""How many threads a worker process may keep busy: the machine is shared with its siblings."""

import os

import cv2
import pyvips

_MOST = 4


def share(processes: int) -> int:
    """Threads for each of `processes` workers on this machine; at least 1, at most 4.

    More would only wait for one another: two processes with two threads each on two processors
    take a tenth more time of them than with one each.
    """
    return max(1, min(_MOST, (os.cpu_count() or 1) // max(1, processes)))


class Threads:
    """The number this process keeps to; before anybody says otherwise it is alone."""

    def __init__(self) -> None:
        self.count = share(1)

    def keep_to(self, count: int) -> None:
        """Hold our own pools, libvips and OpenCV to `count` threads."""
        self.count = count
        pyvips.concurrency_set(count)
        cv2.setNumThreads(count)


THREADS = Threads()
