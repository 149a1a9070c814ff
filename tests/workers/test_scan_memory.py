"""A scan of 400 megapixels costs a worker little more memory than a small one."""

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import pyvips

from tests.workers.conftest import Run

EDGE = 20_000
MOST = 450.0  # megabytes over an idle process, which takes about 50

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def large() -> pyvips.Image:
    """Noise, so that no coding makes it small, over a slope, so that no two parts are alike."""
    noise = pyvips.Image.gaussnoise(512, 512, sigma=20, mean=60).replicate(40, 40)
    slope = pyvips.Image.xyz(EDGE, EDGE)
    bands = noise.crop(0, 0, EDGE, EDGE).bandjoin([slope[0] / 80, slope[1] / 80])
    return bands.cast("uchar").copy(interpretation="srgb")


SAVED: dict[str, dict[str, object]] = {
    "tiff.tif": {"compression": "none"},
    "tiled.tif": {"compression": "jpeg", "tile": True, "tile_width": 256, "tile_height": 256},
    "jpeg.jpg": {"Q": 85},
    "png.png": {"compression": 1},
}


@pytest.mark.parametrize("name", SAVED)
def test_large_scans(
    large: pyvips.Image, tmp_path: Path, run: Callable[..., Run], name: str
) -> None:
    path = tmp_path / name
    large.write_to_file(str(path), **SAVED[name])
    found = run(path)
    assert found.outcome == "done"
    assert found.memory < MOST


def test_a_large_scan_lying_on_its_side(
    large: pyvips.Image, tmp_path: Path, run: Callable[..., Run]
) -> None:
    path = tmp_path / "jpeg.jpg"
    turned = large.copy()
    turned.set_type(pyvips.GValue.gint_type, "orientation", 6)
    turned.jpegsave(str(path), Q=85)
    found = run(path)
    assert found.outcome == "done"
    assert found.memory < MOST


def test_a_large_scan_in_one_strip(tmp_path: Path, run: Callable[..., Run]) -> None:
    path = tmp_path / "strip.tif"
    size = EDGE * EDGE
    tags = [(256, 4, 1, EDGE), (257, 4, 1, EDGE), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
            (273, 4, 1, 512), (277, 3, 1, 1), (278, 4, 1, EDGE), (279, 4, 1, size)]  # fmt: skip
    head = b"II*\0" + struct.pack("<IH", 8, len(tags))
    head += b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
    rows = np.random.default_rng(3).integers(0, 255, (100, EDGE), dtype=np.uint8).tobytes()
    with path.open("wb") as file:
        file.write(head.ljust(512, b"\0"))
        for _ in range(EDGE // 100):
            file.write(rows)
    found = run(path)
    assert found.outcome == "done"
    assert found.memory < MOST
