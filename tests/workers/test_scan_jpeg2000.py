"""JPEG 2000 tile by tile gives what decoding it as a whole gives."""

import io
import struct
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from tests.workers.conftest import DATA, Pixels, apart, read
from workers.errors import HeaderMismatchError, ScanError, TruncatedError, UnsupportedPixelsError
from workers.scan import inspect


@pytest.fixture
def scene() -> Pixels:
    with Image.open(DATA / "validator.png") as opened:
        return np.asarray(opened.convert("RGB").resize((333, 217)))


def coded(pixels: Pixels, **options: object) -> bytes:
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "JPEG2000", **options)
    return data.getvalue()


LAYOUTS = [
    {"tile_size": (64, 64)},
    {"tile_size": (100, 37), "num_resolutions": 3},
    {"tile_size": (64, 64), "tile_offset": (0, 0), "offset": (13, 7)},
    {"tile_size": (90, 80), "tile_offset": (5, 3), "offset": (21, 11)},
    {"tile_size": (128, 128), "irreversible": True, "quality_layers": [30, 10], "mct": 1},
    {"tile_size": (128, 128), "progression": "RPCL", "codeblock_size": (32, 32)},
    {"tile_size": (333, 217)},
    {},
]


@pytest.mark.parametrize("options", LAYOUTS, ids=str)
def test_tiles_make_the_whole(scene: Pixels, tmp_path: Path, options: dict[str, object]) -> None:
    data = coded(scene, **options)
    (tmp_path / "scan.jp2").write_bytes(data)
    assert apart(read(tmp_path / "scan.jp2"), imagecodecs.jpeg2k_decode(data)) == 0


@pytest.mark.parametrize("bits", [1, 4, 7, 10, 12, 16])
def test_depths_are_stretched(tmp_path: Path, bits: int) -> None:
    most = (1 << bits) - 1
    kind = np.uint8 if bits <= 8 else np.uint16
    ramp = np.tile(np.linspace(0, most, 64).astype(kind), (48, 1))
    data = imagecodecs.jpeg2k_encode(ramp, reversible=True, bitspersample=bits)
    (tmp_path / "scan.jp2").write_bytes(data)
    assert apart(read(tmp_path / "scan.jp2")[..., 0], ramp / most * 255) <= 1


def test_a_header_that_lies(scene: Pixels, tmp_path: Path) -> None:
    data = bytearray(coded(scene, tile_size=(64, 64)))
    at = data.index(b"ihdr") + 4
    struct.pack_into(">II", data, at, 10, 10)
    path = tmp_path / "scan.jp2"
    path.write_bytes(data)
    with pytest.raises(HeaderMismatchError) as caught:
        inspect(path)
    assert caught.value.params == {
        "width": 10, "height": 10, "found_width": 333, "found_height": 217,
    }  # fmt: skip


def test_a_codestream_that_lies(scene: Pixels, tmp_path: Path) -> None:
    """Header and codestream agree on a size that there are no tiles for."""
    data = bytearray(coded(scene, tile_size=(64, 64)))
    struct.pack_into(">II", data, data.index(b"ihdr") + 4, 2_000, 2_000)
    struct.pack_into(">II", data, data.index(b"\xff\x51") + 6, 2_000, 2_000)
    path = tmp_path / "scan.jp2"
    path.write_bytes(data)
    with pytest.raises(TruncatedError):
        inspect(path)


@pytest.mark.parametrize("kept", [0.05, 0.3, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("options", [{"tile_size": (64, 64)}, {}, {"no_jp2": True}], ids=str)
def test_what_breaks_off(
    scene: Pixels, tmp_path: Path, kept: float, options: dict[str, object]
) -> None:
    data = coded(scene, **options)
    path = tmp_path / "scan.jp2"
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(ScanError):
        inspect(path)


def test_a_palette_is_refused_in_words(tmp_path: Path, scene: Pixels) -> None:
    data = coded(scene)
    at = data.index(b"jp2h") - 4
    (length,) = struct.unpack_from(">I", data, at)
    box = struct.pack(">I4sHB3B", 14, b"pclr", 1, 3, 7, 7, 7)
    longer = struct.pack(">I", length + len(box)) + data[at + 4 : at + length] + box
    path = tmp_path / "scan.jp2"
    path.write_bytes(data[:at] + longer + data[at + length :])
    with pytest.raises(UnsupportedPixelsError):
        inspect(path)
