import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from workers.scan import inspect, open_frame, open_strips

DATA = Path(__file__).parents[1] / "data"
Pixels = NDArray[np.uint8]


def read(path: Path, frame: int = 0) -> Pixels:
    """(height, width, bands) of a frame, as workers see it, whichever way they read it."""
    scan = inspect(path)
    with open_frame(path, scan, frame) as image:
        if frame == 0:
            assert (image.width, image.height) == (scan.width, scan.height)
        assert image.format == "uchar"
        assert image.interpretation == ("b-w" if image.bands == 1 else "srgb")
        assert not {"orientation", "icc-profile-data", "exif-data"} & set(image.get_fields())
        pixels: Pixels = image.numpy().reshape(image.height, image.width, image.bands)
    with tempfile.TemporaryDirectory() as folder:
        rows = read_strips(path, frame, Path(folder))
    if pixels.shape[2] in (1, 3):
        assert np.array_equal(rows, pixels)
    return pixels


def read_strips(path: Path, frame: int, scratch: Path, rows: int = 100) -> Pixels:
    """The same as it comes in strips."""
    with open_strips(path, inspect(path), frame, scratch) as strips:
        tops = range(0, strips.height, rows)
        parts = [strips.read(top, min(rows, strips.height - top)) for top in tops]
        assert {part.shape[1:] for part in parts} == {(strips.width, strips.bands)}
        return np.concatenate(parts)


def apart(a: NDArray[Any], b: NDArray[Any]) -> float:
    """The mean difference of two pictures of one shape, in grey levels."""
    assert a.shape == b.shape
    return float(np.abs(a.astype(float) - b.astype(float)).mean())


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a scan in a process of its own; megabytes over those of an idle one."""

    outcome: str
    seconds: float
    memory: float


_SCRIPT = """
import json, resource, sys, time
from pathlib import Path
from workers.errors import ScanError
from workers.pyramid import write_pyramid
from workers.scan import inspect, open_strips
import numpy, pyvips
from workers.limits import Limits
path, folder = Path(sys.argv[1]), Path(sys.argv[2])
idle, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
try:
    scan = inspect(path, Limits(**json.loads(sys.argv[3])))
    with open_strips(path, scan, 0, folder) as strips:
        write_pyramid(strips, folder / "pyramid.tif")
    outcome = "done"
except ScanError as error:
    outcome = error.code
seconds = time.monotonic() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([outcome, seconds, (memory - idle) / 1024]))
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Run]:
    """Read a scan and write its pyramid in a fresh process, and measure it."""

    def measured(path: Path, **limits: int) -> Run:
        command = [sys.executable, "-c", _SCRIPT, str(path), str(tmp_path), json.dumps(limits)]
        done = subprocess.run(command, capture_output=True, timeout=300, check=True)
        return Run(*json.loads(done.stdout))

    return measured
