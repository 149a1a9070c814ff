"""Whatever way the scanner held the page, it stands upright."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.workers.conftest import DATA, Pixels, apart, read
from workers import upright
from workers.scan import inspect

# What has to be done to an upright picture so that the tag undoes it.
STORED = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a),
    7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
    8: lambda a: np.rot90(a, -1),
}


OPTIONS: dict[str, dict[str, object]] = {"JPEG": {"quality": 95}, "WEBP": {"lossless": True}}


@pytest.fixture
def scene() -> Pixels:
    with Image.open(DATA / "hopper_bigtiff.tif") as opened:
        return np.asarray(opened.convert("RGB").resize((300, 200)))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("where", ["memory", "disk"])
def test_all_eight_look_alike(
    scene: Pixels,
    tmp_path: Path,
    orientation: int,
    form: str,
    where: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if where == "disk":
        monkeypatch.setattr(upright, "_SMALL", 0)
    stored = Image.fromarray(np.ascontiguousarray(STORED[orientation](scene)))
    path = tmp_path / "scan"
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = OPTIONS.get(form, {})
    stored.save(path, form, exif=exif, **options)
    scan = inspect(path)
    assert (scan.width, scan.height) == (300, 200)
    assert apart(read(path), scene) <= (2 if form == "JPEG" else 0)


@pytest.mark.parametrize("value", [0, 9, 60000])
def test_a_tag_that_cannot_be_is_ignored(scene: Pixels, tmp_path: Path, value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    path = tmp_path / "scan.tif"
    Image.fromarray(scene).save(path, exif=exif)
    assert (inspect(path).width, inspect(path).height) == (300, 200)
    assert apart(read(path), scene) == 0


def test_a_tiff_whose_xmp_tells_it_once_more() -> None:
    """Other programs turn this one twice."""
    lying, standing = read(DATA / "tif-exif.tif"), read(DATA / "tif-rotated.tif")
    assert lying.shape == (56, 64, 4)
    assert standing.shape == (64, 56, 4)


def test_jpeg_2000_tells_it_in_exif_too() -> None:
    lying = read(DATA / "jp2-6res-rgb-64x56x16-monotiled-reversible.jp2")
    standing = read(DATA / "jp2-orientation-90.jp2")
    assert apart(standing, np.rot90(lying, -1)) <= 2
