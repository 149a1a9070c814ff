"""Bad input ends with a reason, quickly, in little memory, and nothing else happens."""

import io
import resource
import struct
import zlib
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.workers.conftest import DATA, Run
from workers import errors
from workers.limits import Limits
from workers.scan import inspect, open_frame

Runner = Callable[..., Run]
QUICK, SMALL = 5.0, 150.0  # seconds; megabytes


def refused(path: Path, limits: Limits | None = None) -> str:
    """The code of what is wrong, found in the header or while the picture is read."""
    with pytest.raises(errors.ScanError) as caught:  # noqa: PT012 - either may raise
        scan = inspect(path, limits)
        with open_frame(path, scan, 0) as image:
            image.write_to_memory()
    return caught.value.code


def chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def png(width: int, height: int, rows: bytes, colour: int = 0, interlaced: int = 0) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, interlaced)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def directory(tags: list[tuple[int, int, int, int]], following: int) -> bytes:
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)


PLAIN = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
         (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 8), (279, 4, 1, 64)]  # fmt: skip


def tiff(*directories: tuple[list[tuple[int, int, int, int]], int]) -> bytes:
    """Directories with the number of the one that follows each, -1 for none."""
    places = [*accumulate((len(directory(tags, 0)) for tags, _ in directories), initial=72)]
    written = (
        directory(tags, places[following] if following >= 0 else 0)
        for tags, following in directories
    )
    return b"II*\0" + struct.pack("<I", 72) + bytes(64) + b"".join(written)


NOT_PICTURES = {
    "empty": (b"", "empty-file"),
    "one byte": (b"I", "not-an-image"),
    "a text": ("Бұл сурет емес".encode(), "not-an-image"),
    "zeros": (bytes(10_000), "not-an-image"),
    "html": (b"<!DOCTYPE html><html></html>", "not-an-image"),
    "entities": (
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><s>&x;</s>',
        "not-an-image",
    ),
    "an svg with entities": (
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>',
        "unsupported-format",
    ),
    "a million laughs": (
        b'<!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>',
        "not-an-image",
    ),
    "a zip": (b"PK\x03\x04" + bytes(100), "unsupported-format"),
    "a djvu": (b"AT&TFORM" + bytes(100), "unsupported-format"),
    "a video": (b"\0\0\0\x18ftypisom" + bytes(100), "unsupported-format"),
    "a libvips file": (b"\xb6\xa6\xf2\x08" + bytes(100), "not-an-image"),
    "a matrix": (b"2 2\n1 2\n3 4\n", "not-an-image"),
}


@pytest.mark.parametrize(("data", "code"), NOT_PICTURES.values(), ids=NOT_PICTURES)
def test_what_is_no_picture(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "page.jpg"
    path.write_bytes(data)
    assert refused(path) == code


STARTS = {
    "tiff": b"II*\0", "bigtiff": b"II+\0\x08\0\0\0", "jpeg": b"\xff\xd8\xff\xe0",
    "png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF89a", "webp": b"RIFF\x20\0\0\0WEBP",
    "jp2": b"\0\0\0\x0cjP  \r\n\x87\n", "j2k": b"\xff\x4f\xff\x51", "heic": b"\0\0\0\x18ftypheic",
    "avif": b"\0\0\0\x18ftypavif", "pdf": b"%PDF-1.7\n",
}  # fmt: skip


@pytest.mark.parametrize("filling", [b"", bytes(5000), b"\xff" * 5000, b"\x01\x80" * 2500])
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_good_beginning_is_not_enough(tmp_path: Path, start: bytes, filling: bytes) -> None:
    path = tmp_path / "page"
    path.write_bytes(start + filling)
    assert refused(path) in ("truncated", "damaged", "unsupported-pixels", "too-many-pixels")


def made(form: str, **options: object) -> bytes:
    data = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).save(data, form, **options)
    return data.getvalue()


WHOLE = {
    "tiff": ("TIFF", {}),
    "tiff lzw": ("TIFF", {"compression": "tiff_lzw"}),
    "tiff jpeg": ("TIFF", {"compression": "jpeg"}),
    "jpeg": ("JPEG", {}),
    "progressive": ("JPEG", {"progressive": True}),
    "png": ("PNG", {}),
    "webp": ("WEBP", {}),
    "gif": ("GIF", {}),
    "jp2": ("JPEG2000", {}),
    "avif": ("AVIF", {}),
}


@pytest.mark.parametrize("kept", [0.01, 0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(("form", "options"), WHOLE.values(), ids=WHOLE)
def test_what_breaks_off(
    tmp_path: Path, form: str, options: dict[str, object], kept: float
) -> None:
    data = made(form, **options)
    path = tmp_path / "page"
    path.write_bytes(data[: int(len(data) * kept)])
    assert refused(path) in ("truncated", "damaged")


@pytest.mark.parametrize("form", ["TIFF", "JPEG", "PNG"])
def test_what_breaks_off_is_said_to(tmp_path: Path, form: str) -> None:
    data = made(form)
    path = tmp_path / "page"
    path.write_bytes(data[: len(data) // 2])
    assert refused(path) == "truncated"


@pytest.mark.parametrize("name", ["tif-bw-9image.tif", "hopper_bigtiff.tif", "validator.jp2",
                                  "ttt_0059.pdf", "jpg-icc.jpg", "hopper_g4.tif"])  # fmt: skip
def test_any_bytes_may_be_wrong(tmp_path: Path, name: str) -> None:
    """Whatever is changed, a scan is read or refused; nothing else is raised."""
    original = (DATA / name).read_bytes()
    chance = np.random.default_rng(7)
    path = tmp_path / "page"
    for _ in range(60):
        data = bytearray(original)
        for at in chance.integers(0, min(len(data), 4000), 6):
            data[at] = chance.integers(256)
        path.write_bytes(data)
        try:
            scan = inspect(path)
            with open_frame(path, scan, 0) as image:
                image.avg()
        except errors.ScanError:
            pass


HEADERS = {
    "png": png(70_000, 70_000, b""),
    "jpeg": b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 65_000, 65_000) + bytes(100),
    "gif": b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + b"\0\0\0" + b"\x2c" + bytes(8)
    + b"\0\x02\x01\0\0\x3b",
    "tiff": tiff(([(256, 4, 1, 70_000), (257, 4, 1, 70_000), *PLAIN[2:]], -1)),
    "jp2": b"\xff\x4f\xff\x51\0\x29\0\0"
    + struct.pack(">8I", 70_000, 70_000, 0, 0, 70_000, 70_000, 0, 0) + b"\0\x01\x07\x01\x01"
    + b"\xff\x90" + bytes(100),
}  # fmt: skip


@pytest.mark.parametrize("data", HEADERS.values(), ids=HEADERS)
def test_a_header_of_several_gigapixels(tmp_path: Path, run: Runner, data: bytes) -> None:
    path = tmp_path / "page"
    path.write_bytes(data)
    found = run(path)
    assert found.outcome == "too-many-pixels"
    assert found.seconds < QUICK
    assert found.memory < SMALL


def test_a_limit_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_bytes(made("PNG"))
    assert refused(path, Limits(pixels=59_999)) == "too-many-pixels"
    assert inspect(path, Limits(pixels=60_000)).width == 300


def test_a_bomb_within_the_limit_costs_time_only(tmp_path: Path, run: Runner) -> None:
    """400 megapixels of one colour in half a megabyte: no crime, and no memory."""
    pack = zlib.compressobj(9)
    rows = b"".join(pack.compress(bytes(20_001) * 100) for _ in range(200)) + pack.flush()
    path = tmp_path / "page"
    path.write_bytes(png(20_000, 20_000, rows))
    assert path.stat().st_size < 1 << 20
    found = run(path)
    assert found.outcome == "done"
    assert found.memory < 300


WHOLE_ONLY = {
    "interlaced png": png(30_000, 30_000, b"", colour=2, interlaced=1),
    "gif": b"GIF89a" + struct.pack("<HH", 30_000, 30_000) + b"\0\0\0" + b"\x2c" + bytes(8)
    + b"\0\x02\x01\0\0\x3b",
    "progressive jpeg": b"\xff\xd8\xff\xc2\x00\x11\x08" + struct.pack(">HH", 30_000, 30_000)
    + b"\x03" + bytes(100),
    "jp2 of one tile": b"\xff\x4f\xff\x51\0\x2f\0\0"
    + struct.pack(">8I", 30_000, 30_000, 0, 0, 30_000, 30_000, 0, 0)
    + b"\0\x03" + b"\x07\x01\x01" * 3 + b"\xff\x90" + bytes(100),
    "webp": b"RIFF\x2a\0\0\0WEBPVP8L\x1e\0\0\0\x2f\xff\xff\xff\x0f" + bytes(30),
    "tiff of one tile": tiff(
        ([(256, 4, 1, 30_000), (257, 4, 1, 30_000), *PLAIN[2:5], (277, 3, 1, 1),
          (322, 4, 1, 30_000), (323, 4, 1, 30_000), (324, 4, 1, 8), (325, 4, 1, 64)], -1)
    ),
}  # fmt: skip


@pytest.mark.parametrize("data", WHOLE_ONLY.values(), ids=WHOLE_ONLY)
def test_what_can_only_be_decoded_as_a_whole(tmp_path: Path, run: Runner, data: bytes) -> None:
    path = tmp_path / "page"
    path.write_bytes(data)
    found = run(path)
    assert found.outcome == "too-much-memory"
    assert found.seconds < QUICK
    assert found.memory < SMALL


def test_a_tiff_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_bytes(tiff((PLAIN, 1), (PLAIN, 2), (PLAIN, 0)))
    assert refused(path) == "damaged"


def test_a_tiff_of_many_directories(tmp_path: Path, run: Runner) -> None:
    path = tmp_path / "page"
    path.write_bytes(tiff(*((PLAIN, number) for number in range(1, 100_000)), (PLAIN, -1)))
    found = run(path)
    assert found.outcome == "too-many-frames"
    assert found.seconds < QUICK
    assert found.memory < SMALL


@pytest.mark.parametrize(
    "tags",
    [
        [(256, 4, 1, 0), *PLAIN[1:]],
        [(256, 4, 0xFFFFFFFF, 8), *PLAIN[1:]],
        [(256, 4, 4_000_000, 8), *PLAIN[1:]],
        PLAIN[2:],
        PLAIN[:5],
        [*PLAIN[:5], (273, 4, 1, 0xFFFFFFF0), *PLAIN[6:]],
        [*PLAIN[:8], (279, 4, 1, 0xFFFFFFFF)],
        [*PLAIN[:3], (259, 3, 1, 34_000), *PLAIN[4:]],
        [*PLAIN[:2], (258, 3, 1, 5), *PLAIN[3:]],
        [*PLAIN[:2], (258, 3, 1, 32), *PLAIN[3:]],
    ],
)  # fmt: skip
def test_directories_that_cannot_be(tmp_path: Path, tags: list[tuple[int, int, int, int]]) -> None:
    path = tmp_path / "page"
    path.write_bytes(tiff((tags, -1)))
    assert refused(path) in ("damaged", "truncated", "unsupported-pixels")


def test_camera_raw_is_not_taken_for_its_preview(tmp_path: Path) -> None:
    path = tmp_path / "page.dng"
    path.write_bytes(tiff(([(254, 4, 1, 1), *PLAIN, (330, 4, 1, 72)], -1)))
    assert refused(path) == "unsupported-format"


def test_a_full_disk_is_no_fault_of_the_scan(tmp_path: Path) -> None:
    path = DATA / "validator.jp2"
    scan = inspect(path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"), open_frame(path, scan, 0, tmp_path):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(tmp_path.iterdir())


def test_a_comment_in_another_alphabet(tmp_path: Path) -> None:
    """Its name is not UTF-8: an old Russian program may have written it."""
    data = png(1, 1, zlib.compress(b"\0\x50"))
    comment = chunk(b"tEXt", "Заметка".encode("cp1251") + b"\0" + "скан".encode("cp1251"))
    path = tmp_path / "page"
    path.write_bytes(data[:33] + comment + data[33:])
    with open_frame(path, inspect(path), 0) as image:
        assert image.avg() == 0x50
