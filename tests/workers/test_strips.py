"""The short ways to a picture's rows: which scans take them, and what comes out."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from PIL import Image

from tests.workers.conftest import Pixels, read, read_strips
from workers.errors import TruncatedError
from workers.scan import inspect, open_strips
from workers.strips import FileStrips, HeldStrips, ImageStrips


def noise(width: int, height: int, bands: int) -> Pixels:
    random = np.random.default_rng(width)
    pixels: Pixels = random.integers(0, 256, (height, width, bands), np.uint8)
    return pixels


def image(pixels: Pixels) -> pyvips.Image:
    kind = "b-w" if pixels.shape[2] == 1 else "srgb"
    return pyvips.Image.new_from_array(pixels, interpretation=kind)


def way(path: Path, scratch: Path) -> type:
    with open_strips(path, inspect(path), 0, scratch) as strips:
        return type(strips)


@pytest.mark.parametrize("bands", [1, 3])
@pytest.mark.parametrize("big", [False, True])
def test_a_plain_tiff_is_read_from_its_file(bands: int, big: bool, tmp_path: Path) -> None:
    pixels, path = noise(301, 259, bands), tmp_path / "scan.tif"
    image(pixels).tiffsave(str(path), tile_height=17, bigtiff=big)
    assert way(path, tmp_path) is FileStrips
    for rows in (1, 16, 17, 40, 259):  # within, along and across the file's own strips
        assert np.array_equal(read_strips(path, 0, tmp_path, rows), pixels)


_LONG_WAY: Mapping[str, Mapping[str, Any]] = {
    "lzw": {"compression": "lzw"},
    "tiles": {"tile": True, "tile_width": 64, "tile_height": 64},
    "bits": {"bitdepth": 1},
    "ink": {"miniswhite": True},
}


@pytest.mark.parametrize("name", _LONG_WAY)
def test_what_is_coded_in_some_way_is_left_to_libvips(name: str, tmp_path: Path) -> None:
    pixels, path = noise(90, 70, 1), tmp_path / "scan.tif"
    image(pixels).tiffsave(str(path), **_LONG_WAY[name])
    assert way(path, tmp_path) is ImageStrips
    if name != "bits":
        assert np.array_equal(read(path), pixels)


@pytest.mark.parametrize("ending", ["tif", "jpg"])
def test_what_lies_on_its_side_or_in_other_colours_takes_the_long_way(
    ending: str, tmp_path: Path
) -> None:
    plain = image(noise(90, 70, 3))
    path = tmp_path / f"scan.{ending}"
    plain.write_to_file(str(path))
    assert way(path, tmp_path) is (FileStrips if ending == "tif" else HeldStrips)
    aside = plain.copy()
    aside.set_type(pyvips.GValue.gint_type, "orientation", 6)
    wide = plain.icc_export(output_profile="p3")
    for number, other in enumerate((aside, wide)):
        other_path = tmp_path / f"{number}.{ending}"
        other.write_to_file(str(other_path))
        assert way(other_path, tmp_path) is ImageStrips
        read(other_path)
    srgb = tmp_path / f"srgb.{ending}"
    plain.icc_export(output_profile="srgb").write_to_file(str(srgb))
    assert way(srgb, tmp_path) is not ImageStrips
    read(srgb)


@pytest.mark.parametrize("order", [1, 2])
def test_bits_in_the_other_order_are_left_to_libvips(order: int, tmp_path: Path) -> None:
    pixels, path = noise(90, 70, 1), tmp_path / "scan.tif"
    Image.fromarray(pixels[:, :, 0]).save(path, tiffinfo={266: order})
    assert way(path, tmp_path) is (FileStrips if order == 1 else ImageStrips)
    turned = np.packbits(np.unpackbits(pixels.reshape(-1)).reshape(-1, 8)[:, ::-1])
    expected = pixels if order == 1 else turned.reshape(pixels.shape)
    assert np.array_equal(read(path), expected)


def test_a_file_that_breaks_off_meanwhile_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_bytes(bytes(100))
    with closing(FileStrips(path, (20, 10, 1), [0], 20)) as strips:
        assert strips.read(0, 10).shape == (10, 10, 1)
        with pytest.raises(TruncatedError):
            strips.read(10, 10)
