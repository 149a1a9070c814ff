"""Coefficients moved by libjpeg-turbo, against pixels turned by numpy."""

import os

import numpy as np
import pytest

from imageserver import jpeg, lossless
from tests.imageserver.conftest import Site
from tests.imageserver.reference import decoded, error

TURNS = [(mirror, quarters) for mirror in (False, True) for quarters in range(4)]
ROUNDING = 1.0  # of 0..255 values in the mean: the decoder rounds elsewhere


@pytest.fixture(autouse=True)
def library() -> None:
    if lossless.is_available():
        return
    if os.environ.get("CI"):
        pytest.fail("libturbojpeg is not installed")
    pytest.skip("libturbojpeg is not installed")


def picture(rows: int, columns: int, bands: int) -> bytes:
    """Smooth colours, another one in each corner."""
    down, across = np.mgrid[0:rows, 0:columns]
    planes = [
        across * 255 // columns,
        down * 255 // rows,
        (across + down) * 127 // (rows + columns),
    ]
    return jpeg.encode(np.stack(planes[:bands], axis=2).astype(np.uint8), 87)


@pytest.mark.parametrize("bands", [1, 3])
@pytest.mark.parametrize(("mirror", "quarters"), TURNS)
def test_turns_as_pixels_do(mirror: bool, quarters: int, bands: int) -> None:
    data = picture(256, 128, bands)
    moved = lossless.transform(data, mirror=mirror, quarters=quarters, grey=False)
    assert moved is not None
    pixels = decoded(data)
    expected = np.rot90(pixels[:, ::-1] if mirror else pixels, -quarters)
    assert error(decoded(moved), expected) < ROUNDING


def test_grey_is_the_stored_luma_whatever_the_size() -> None:
    data = picture(101, 57, 3)
    moved = lossless.transform(data, mirror=False, quarters=0, grey=True)
    assert moved is not None
    assert np.array_equal(decoded(moved), jpeg.decode(data, 1))


@pytest.mark.parametrize("size", [(250, 256), (256, 250)])
def test_leaves_to_pixels_what_has_no_whole_blocks(size: tuple[int, int]) -> None:
    assert lossless.transform(picture(*size, 3), mirror=True, quarters=1, grey=False) is None


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff\xd9"])
def test_leaves_to_pixels_what_is_no_picture(data: bytes) -> None:
    assert lossless.transform(data, mirror=True, quarters=0, grey=False) is None


@pytest.mark.parametrize("end", ["90/default", "!180/gray", "0/gray"])
def test_a_machine_without_the_library_shows_the_same(
    site: Site, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/iiif/image/3/scan/256,256,256,256/256,256/{end}.jpg"
    moved = decoded(site.front.get(path).data)
    monkeypatch.setattr(lossless, "_library", lambda: None)
    drawn = decoded(site.front.get(path).data)
    # The one is the stored tile itself, the other was coded once more.
    assert error(moved, drawn) < 3
