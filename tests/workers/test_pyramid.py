"""Pyramids as written to disk: what any TIFF reader sees, and what the index names."""

import os
import zlib
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image

from imageserver import jpeg
from imageserver.errors import DamagedImageError
from imageserver.index import Index
from imageserver.layout import Layout
from workers.pyramid import verify_pyramid, write_pyramid
from workers.scan import inspect, open_frame

SIZES = [
    (1, 1), (1, 700), (4000, 1), (255, 256), (256, 256), (257, 513), (1000, 777), (2049, 300),
    (70_001, 60),
]  # fmt: skip


def picture(width: int, height: int, bands: int = 3) -> pyvips.Image:
    """Smooth, so that JPEG keeps it closely: ramps in each direction."""
    xy = pyvips.Image.xyz(width, height)
    x, y = xy[0] * (200 / max(1, width - 1)) + 20, xy[1] * (200 / max(1, height - 1)) + 20
    planes = [x, y, (x + y) / 2, 255 - y][:bands]
    joined = planes[0].bandjoin(planes[1:]) if bands > 1 else planes[0]
    kind = "b-w" if bands <= 2 else "srgb"
    return joined.cast("uchar").copy(interpretation=kind)


def parts(path: Path, layout: Layout) -> tuple[Index, bytes]:
    data = path.read_bytes()
    offset, length = layout.index
    return Index.parse(data[offset : offset + length], layout), data


def read(found: Index, data: bytes, entry: int) -> bytes:
    offset, length = found.range(entry)
    return data[offset : offset + length]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("bands", [1, 3])
def test_every_level_is_a_page_of_a_plain_tiff(
    tmp_path: Path, width: int, height: int, bands: int
) -> None:
    source, path = picture(width, height, bands), tmp_path / "p.tif"
    layout = write_pyramid(source, path)
    assert layout.levels[0] == (width, height)
    assert max(layout.levels[-1]) <= 256
    expected = source.numpy().astype(int).reshape(height, width, bands)
    for page, size in enumerate(layout.levels):
        seen = pyvips.Image.new_from_file(str(path), page=page, fail_on="warning")
        assert (seen.width, seen.height) == size
        if page == 0:
            found = seen.numpy().astype(int).reshape(height, width, bands)
            assert np.abs(found - expected).mean() < 2


def test_pillow_reads_every_page(tmp_path: Path) -> None:
    layout = write_pyramid(picture(700, 500), tmp_path / "p.tif")
    with Image.open(tmp_path / "p.tif") as opened:
        sizes = []
        for page in range(len(layout.levels)):
            opened.seek(page)
            opened.load()
            sizes.append(opened.size)
    assert tuple(sizes) == layout.levels


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_index_names_tiles_of_their_true_size(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "p.tif"
    layout = write_pyramid(picture(width, height), path)
    found, data = parts(path, layout)
    for level in range(len(layout.levels)):
        for number, size in enumerate(layout.tile_sizes(level)):
            pixels = jpeg.decode(read(found, data, found.tile(level, number)))
            assert pixels.shape[1::-1] == size
    for number, size in enumerate(layout.whole):
        pixels = jpeg.decode(read(found, data, found.first_whole + number))
        assert pixels.shape[1::-1] == size


def test_levels_are_means_of_the_one_before(tmp_path: Path) -> None:
    """An odd last column counts twice: it stands for itself, not for black beyond the edge."""
    source = picture(1001, 515)
    path = tmp_path / "p.tif"
    layout = write_pyramid(source, path)
    found, data = parts(path, layout)
    whole = jpeg.decode(read(found, data, found.first_whole + 1)).astype(int)
    expected = source.shrink(2, 2, ceil=True).numpy().astype(int)
    assert whole.shape == expected.shape == (258, 501, 3)
    assert np.abs(whole - expected).max() < 12


@pytest.mark.parametrize("bands", [2, 4])
def test_alpha_lies_beside_colours_on_white(tmp_path: Path, bands: int) -> None:
    source, path = picture(300, 280, bands), tmp_path / "p.tif"
    layout = write_pyramid(source, path)
    assert layout.bands == 4
    verify_pyramid(path, layout)
    found, data = parts(path, layout)
    alpha = np.frombuffer(zlib.decompress(read(found, data, found.alpha(0, 0))), np.uint8)
    assert (alpha.reshape(256, 256) == source.numpy()[:256, :256, bands - 1]).all()
    flat = source.flatten(background=[255] * (bands - 1)).cast("uchar").numpy()
    tile = jpeg.decode(read(found, data, found.tile(0, 0))).astype(int)
    expected = np.broadcast_to(flat.reshape(280, 300, -1)[:256, :256], tile.shape).astype(int)
    assert np.abs(tile - expected).max() < 12


def test_the_layout_survives_the_catalogue(tmp_path: Path) -> None:
    layout = write_pyramid(picture(600, 400), tmp_path / "p.tif")
    assert Layout.from_json(layout.as_json()) == layout


def test_a_changed_byte_anywhere_is_found(tmp_path: Path) -> None:
    path = tmp_path / "p.tif"
    layout = write_pyramid(picture(1400, 900), path)
    verify_pyramid(path, layout)
    found, whole = parts(path, layout)
    for entry in range(found.count):
        offset, length = found.range(entry)
        broken = bytearray(whole)
        broken[offset + length // 2] ^= 0x10
        path.write_bytes(broken)
        with pytest.raises(DamagedImageError):
            verify_pyramid(path, layout)


@pytest.mark.parametrize("keep", [0, 100, 5000])
def test_a_truncated_file_is_found(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "p.tif"
    layout = write_pyramid(picture(1400, 900), path)
    os.truncate(path, keep)
    with pytest.raises(DamagedImageError):
        verify_pyramid(path, layout)


def test_nothing_is_left_of_a_scan_that_breaks_off(tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    pyvips.Image.gaussnoise(2000, 2000).cast("uchar").pngsave(str(scan))
    os.truncate(scan, 2_000_000)
    image = pyvips.Image.new_from_file(str(scan), access="sequential", fail_on="truncated")
    with pytest.raises(pyvips.Error):
        write_pyramid(image, tmp_path / "p.tif")
    assert not (tmp_path / "p.tif").exists()


def test_files_over_four_gigabytes_become_bigtiff(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The threshold is lowered: a real one would take minutes."""
    monkeypatch.setattr("workers.pyramid._BIG", 0)
    source, path = picture(900, 700), tmp_path / "p.tif"
    layout = write_pyramid(source, path)
    assert path.read_bytes()[:4] == b"II\x2b\x00"
    for page, size in enumerate(layout.levels):
        seen = pyvips.Image.new_from_file(str(path), page=page, fail_on="warning")
        assert (seen.width, seen.height) == size
        seen.avg()


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw"])
@pytest.mark.parametrize("rows", [1, 7, 100, 255, 257, 600])
def test_strips_of_a_scan_end_anywhere(tmp_path: Path, rows: int, compression: str) -> None:
    drawn = picture(700, 600).numpy()
    path, target = tmp_path / "scan.tif", tmp_path / "pyramid.tif"
    Image.fromarray(drawn).save(path, compression=compression, tiffinfo={278: rows})
    with open_frame(path, inspect(path), 0, tmp_path) as image:
        write_pyramid(image, target)
    with Image.open(target) as stored:
        difference = np.asarray(stored.convert("RGB")).astype(int) - drawn
    assert np.abs(difference).mean() < 2
