"""Colours of every kind come out as sRGB."""

import io
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageCms

from tests.workers.conftest import DATA, apart, read
from tests.workers.test_scan_formats import independent


@pytest.fixture
def picture() -> pyvips.Image:
    with Image.open(DATA / "hopper_bigtiff.tif") as opened:
        return pyvips.Image.new_from_array(np.asarray(opened.convert("RGB")))


@pytest.mark.parametrize("name", ["scan.tif", "scan.jpg"])
def test_cmyk_with_a_profile(picture: pyvips.Image, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    picture.icc_transform("cmyk", embedded=False, input_profile="srgb").write_to_file(str(path))
    assert apart(read(path), independent(path)) <= 2


@pytest.mark.parametrize("name", ["pil_sample_cmyk.jpg", "tiff_tiled_cmyk_jpeg.tif"])
def test_cmyk_without_a_profile_is_print_colour(name: str) -> None:
    pixels = read(DATA / name)
    assert pixels.shape == (100, 100, 3)
    with Image.open(DATA / name) as opened:
        ink = np.asarray(opened).astype(float)
    plain = (255 - ink[..., :3]) * (255 - ink[..., 3:]) / 255
    # The plain formula knows nothing of ink on paper, but light stays light and dark stays dark.
    assert np.corrcoef(plain.mean(axis=2).ravel(), pixels.mean(axis=2).ravel())[0, 1] > 0.9


@pytest.mark.parametrize("bits", [8, 16])
def test_a_wide_gamut_is_converted(picture: pyvips.Image, tmp_path: Path, bits: int) -> None:
    wide = picture.icc_transform("p3", embedded=False, input_profile="srgb", depth=bits)
    path = tmp_path / "scan.tif"
    wide.write_to_file(str(path))
    stored = wide.numpy() / (257 if bits == 16 else 1)
    assert apart(stored, picture.numpy()) > 2
    assert apart(read(path), picture.numpy()) <= 1


def test_an_srgb_profile_changes_nothing(picture: pyvips.Image, tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(picture.numpy()).save(path, icc_profile=profile)
    assert apart(read(path), picture.numpy()) == 0


@pytest.mark.parametrize("what", ["rubbish", "cut", "of other colours"])
def test_a_profile_that_cannot_be_is_ignored(
    picture: pyvips.Image, tmp_path: Path, what: str
) -> None:
    good = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    profile = {"rubbish": b"no profile" * 30, "cut": good[:200], "of other colours": lab}[what]
    path = tmp_path / "scan.png"
    Image.fromarray(picture.numpy()).save(path, icc_profile=profile)
    assert apart(read(path), picture.numpy()) == 0


def test_a_grey_profile_is_applied(tmp_path: Path) -> None:
    ramp = np.tile(np.arange(256, dtype=np.uint8), (20, 1))
    path = tmp_path / "scan.png"
    Image.fromarray(ramp).save(path, icc_profile=_grey_profile(1.8))
    found = read(path)[0, :, 0].astype(float)
    linear = (np.arange(256) / 255) ** 1.8
    expected = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    assert np.abs(found - expected * 255).max() <= 3


def _grey_profile(gamma: float) -> bytes:
    """A GRAY profile of version 2 with one gamma (ICC.1, 8.3.4)."""
    curve = b"curv" + bytes(4) + (1).to_bytes(4, "big") + round(gamma * 256).to_bytes(2, "big")
    white = b"XYZ " + bytes(4) + bytes.fromhex("0000f6d6000100000000d32d")
    text = b"desc" + bytes(4) + (5).to_bytes(4, "big") + b"grey\0" + bytes(78)
    note = b"text" + bytes(4) + b"none\0\0\0\0"
    tags, data, at = b"", b"", 128 + 4 + 12 * 4
    for name, body in ((b"desc", text), (b"wtpt", white), (b"kTRC", curve), (b"cprt", note)):
        body = body.ljust(-(-len(body) // 4) * 4, b"\0")
        tags += name + (at + len(data)).to_bytes(4, "big") + len(body).to_bytes(4, "big")
        data += body
    head = bytes(4) + bytes(4) + bytes.fromhex("02400000") + b"mntrGRAYXYZ " + bytes(12) + b"acsp"
    head = head.ljust(68, b"\0") + bytes.fromhex("0000f6d6000100000000d32d")
    profile = head.ljust(128, b"\0") + (4).to_bytes(4, "big") + tags + data
    return len(profile).to_bytes(4, "big") + profile[4:]


def test_a_cielab_tiff_of_libvips(picture: pyvips.Image, tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    lab = picture.icc_import(embedded=False, input_profile="srgb", pcs="lab")
    lab.colourspace("labs").tiffsave(str(path))
    assert apart(read(path), picture.numpy()) <= 1


def test_palette(picture: pyvips.Image, tmp_path: Path) -> None:
    few = Image.fromarray(picture.numpy()).quantize(32)
    for name in ("scan.png", "scan.tif", "scan.gif"):
        few.save(tmp_path / name)
        assert apart(read(tmp_path / name)[..., :3], np.asarray(few.convert("RGB"))) == 0


def test_metadata_does_not_travel(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "a scanner"
    data = io.BytesIO()
    Image.new("RGB", (30, 20)).save(data, "JPEG", exif=exif, comment=b"by hand")
    path = tmp_path / "scan.jpg"
    path.write_bytes(data.getvalue())
    read(path)
