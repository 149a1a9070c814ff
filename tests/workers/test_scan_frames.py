"""Which parts of a document are pages, and that each can be opened by itself."""

import struct
import time
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image

from tests.workers.conftest import DATA, apart, read
from workers.errors import NoSuchFrameError, TooManyFramesError
from workers.limits import Limits
from workers.scan import inspect, open_frame


def solid(value: int, width: int = 60, height: int = 40) -> Image.Image:
    return Image.new("L", (width, height), value)


def test_every_directory_of_a_multipage_tiff_is_a_page() -> None:
    path = DATA / "tif-bw-9image.tif"
    assert inspect(path).frames == 9
    with Image.open(path) as opened:
        for frame in (0, 4, 8):
            opened.seek(frame)
            expected = np.asarray(opened.convert("L"))[..., np.newaxis]
            assert apart(read(path, frame), expected) == 0


def test_pages_of_different_sizes() -> None:
    path = DATA / "multipage.tiff"
    assert inspect(path).frames == 3
    assert [read(path, frame).shape for frame in range(3)] == [
        (10, 10, 3),
        (10, 10, 3),
        (20, 20, 3),
    ]


def test_levels_of_a_pyramid_are_no_pages(tmp_path: Path) -> None:
    assert inspect(DATA / "tif-rgb-3res-64x56x16-tiled-uncompressed.tif").frames == 1
    picture = pyvips.Image.black(1000, 700, bands=3).copy(interpretation="srgb")
    for number, sub_directories in enumerate((False, True)):
        path = tmp_path / f"{number}.tif"
        picture.tiffsave(str(path), tile=True, pyramid=True, subifd=sub_directories)
        assert inspect(path).frames == 1
        assert read(path).shape == (700, 1000, 3)


def test_levels_that_do_not_say_so_are_no_pages_either(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    levels = [solid(9, 101, 75), solid(9, 51, 38), solid(9, 25, 19)]
    levels[0].save(path, save_all=True, append_images=levels[1:])
    assert inspect(path).frames == 1


def test_a_page_of_half_the_size_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    solid(9, 100, 80).save(path, save_all=True, append_images=[solid(9, 50, 40)])
    assert inspect(path).frames == 2


def test_a_mask_or_preview_between_pages_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    pages = [solid(10), solid(20), solid(30)]
    for page, kind in zip(pages, (0, 1, 0), strict=True):
        page.encoderinfo = {"tiffinfo": {254: kind}}
    pages[0].save(path, save_all=True, append_images=pages[1:], tiffinfo={254: 0})
    _set_subfile_kind(path, 1, 1)
    assert inspect(path).frames == 2
    assert read(path, 1)[0, 0].tolist() == [30]


def _set_subfile_kind(path: Path, number: int, kind: int) -> None:
    data = bytearray(path.read_bytes())
    (at,) = struct.unpack_from("<I", data, 4)
    for _ in range(number):
        (count,) = struct.unpack_from("<H", data, at)
        (at,) = struct.unpack_from("<I", data, at + 2 + 12 * count)
    assert struct.unpack_from("<H", data, at + 2) == (254,)
    struct.pack_into("<I", data, at + 10, kind)
    path.write_bytes(data)


def test_the_last_of_many_pages_opens_as_fast_as_the_first(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    page = Image.effect_noise((1000, 1000), 50)
    page.save(path, save_all=True, append_images=[page] * 299)
    scan = inspect(path)
    assert scan.frames == 300

    def seconds(frame: int) -> float:
        start = time.perf_counter()
        with open_frame(path, scan, frame) as image:
            image.avg()
        return time.perf_counter() - start

    seconds(0)
    first, last = (min(seconds(frame) for _ in range(3)) for frame in (0, 299))
    assert last < 20 * first, "going over 299 directories costs less than decoding 19 pages"


def test_animations_are_one_page(tmp_path: Path) -> None:
    assert inspect(DATA / "gif-animated-looping.gif").frames == 1
    for form in ("WEBP", "PNG", "AVIF"):
        path = tmp_path / form
        solid(10).convert("RGB").save(
            path, form, save_all=True, append_images=[solid(200).convert("RGB")], duration=100
        )
        assert inspect(path).frames == 1
        assert abs(int(read(path)[0, 0, 0]) - 10) <= 2


def test_pages_that_are_not_there() -> None:
    scan = inspect(DATA / "multipage.tiff")
    for frame in (-1, 3, 10**9):
        with pytest.raises(NoSuchFrameError), open_frame(DATA / "multipage.tiff", scan, frame):
            pass


def test_more_pages_than_allowed(tmp_path: Path) -> None:
    with pytest.raises(TooManyFramesError):
        inspect(DATA / "tif-bw-9image.tif", Limits(frames=8))
    assert inspect(DATA / "tif-bw-9image.tif", Limits(frames=9)).frames == 9


def test_temporary_files_go_with_the_frame(tmp_path: Path) -> None:
    path = DATA / "validator.jp2"
    with open_frame(path, inspect(path), 0, tmp_path) as image:
        assert list(tmp_path.iterdir())
        image.avg()
    assert not list(tmp_path.iterdir())
