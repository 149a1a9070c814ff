"""A first page that nobody waits for: what a worker needs is at hand when the first one comes."""

import tempfile
from pathlib import Path

import numpy as np

from imageserver import jpeg
from workers.leftovers import DERIVE
from workers.limits import Limits
from workers.pyramid import QUALITY, verify_pyramid, write_pyramid
from workers.scan import inspect, open_strips

_PAGE = (4096, 3072, 3)
"""Rows, columns, bands: A4 at 350 dpi."""


def rehearse(staging: Path) -> None:
    """Draw a black page and throw it away.

    The codecs find out what the processor can do, and the memory for a page, which stays with the
    process, is asked of the system: where a host has to find it first, that takes as long as
    drawing. Raises `OSError` when there is no room.
    """
    with tempfile.TemporaryDirectory(prefix=DERIVE, dir=staging) as folder:
        scan_file, pyramid = Path(folder, "page.jpg"), Path(folder, "pyramid.tif")
        scan_file.write_bytes(jpeg.encode(np.zeros(_PAGE, np.uint8), QUALITY))
        scan = inspect(scan_file, Limits())
        with open_strips(scan_file, scan, 0, Path(folder)) as strips:
            layout = write_pyramid(strips, pyramid)
        verify_pyramid(pyramid, layout)
