"""What every storage promises; run over each back end."""

import hashlib
import io
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from storage import InvalidKeyError, ObjectNotFoundError, Storage

KEY = "masters/ab/abcdef.tif"
LARGE = random.Random(2).randbytes(21 << 20) + b"tail"  # three parts of a multipart upload


def test_what_is_put_is_read_back(storage: Storage) -> None:
    assert storage.put(KEY, b"scan", "image/tiff") == 4
    assert storage.read(KEY) == b"scan"
    stat = storage.stat(KEY)
    assert (stat.key, stat.size) == (KEY, 4)
    assert abs(stat.modified - datetime.now(UTC)) < timedelta(minutes=1)


def test_sources_are_bytes_paths_and_files(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_bytes(b"from a path")
    storage.put("path", path)
    storage.put("file", io.BytesIO(b"from a file"))
    with path.open("rb") as file:
        file.seek(5)
        storage.put("rest", file)
    assert storage.read("path") == b"from a path"
    assert storage.read("file") == b"from a file"
    assert storage.read("rest") == b"a path"


def test_a_file_is_taken_whole(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "made"
    path.write_bytes(LARGE)
    storage.put(KEY, b"older")
    assert storage.take(KEY, path, "image/tiff") == len(LARGE)
    assert storage.stat(KEY).size == len(LARGE)
    assert storage.read(KEY) == LARGE


def test_a_file_is_put_under_its_checksum(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "scan"
    path.write_bytes(LARGE)
    sha256 = hashlib.sha256(LARGE).hexdigest()
    for _ in range(2):
        assert storage.put_by_checksum(path, "masters/{}".format) == (sha256, len(LARGE))
        assert [each.key for each in storage.list()] == [f"masters/{sha256}"]
    assert storage.read(f"masters/{sha256}") == LARGE
    assert path.read_bytes() == LARGE


def test_what_is_there_by_its_checksum_stays(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "scan"
    path.write_bytes(b"scan")
    storage.put("other-size", b"broken off")
    storage.put_by_checksum(path, lambda _: "other-size")
    assert storage.read("other-size") == b"scan"
    written = storage.stat("other-size").modified
    storage.put_by_checksum(path, lambda _: "other-size")
    assert storage.stat("other-size").modified == written


def test_by_checksum_nothing_is_half_written(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        storage.put_by_checksum(tmp_path / "none", str)
    (tmp_path / "scan").write_bytes(b"scan")
    with pytest.raises(InvalidKeyError):
        storage.put_by_checksum(tmp_path / "scan", lambda _: "../scan")
    assert list(storage.list()) == []


def test_nothing_is_taken_under_a_weird_key(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "made"
    path.write_bytes(b"made")
    with pytest.raises(InvalidKeyError):
        storage.take("../made", path)
    assert path.read_bytes() == b"made"


def test_a_stream_that_cannot_seek_is_a_source(storage: Storage) -> None:
    assert storage.put(KEY, cast("BinaryIO", _Pipe(LARGE))) == len(LARGE)
    assert storage.read(KEY) == LARGE


def test_nothing_is_a_good_object(storage: Storage) -> None:
    storage.put(KEY, b"")
    assert storage.read(KEY) == b""
    assert storage.stat(KEY).size == 0
    with storage.open(KEY) as file:
        assert file.read() == b""
    with storage.local_copy(KEY) as path:
        assert path.read_bytes() == b""


def test_ranges(storage: Storage) -> None:
    storage.put(KEY, b"0123456789")
    assert storage.read(KEY, 3, 4) == b"3456"
    assert storage.read(KEY, 3) == b"3456789"
    assert storage.read(KEY, 0, 1) == b"0"
    assert storage.read(KEY, 8, 100) == b"89"
    assert storage.read(KEY, 10, 5) == b""
    assert storage.read(KEY, 1000) == b""
    assert storage.read(KEY, 4, 0) == b""


def test_negative_ranges_are_a_mistake(storage: Storage) -> None:
    storage.put(KEY, b"scan")
    for offset, length in ((-1, None), (0, -1)):
        with pytest.raises(ValueError, match="negative"):
            storage.read(KEY, offset, length)


def test_a_put_replaces(storage: Storage) -> None:
    storage.put(KEY, b"a longer first version")
    storage.put(KEY, b"second")
    assert storage.read(KEY) == b"second"
    assert [s.size for s in storage.list()] == [6]


def test_large_objects(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(LARGE)
    assert storage.put(KEY, path) == len(LARGE)
    assert storage.read(KEY, len(LARGE) - 4) == b"tail"
    assert storage.read(KEY) == LARGE
    with storage.local_copy(KEY) as copy:
        assert copy.read_bytes() == LARGE


def test_open_reads_and_seeks(storage: Storage) -> None:
    storage.put(KEY, LARGE)
    with storage.open(KEY) as file:
        assert file.seekable()
        assert file.read(10) == LARGE[:10]
        assert file.tell() == 10
        assert file.seek(-4, io.SEEK_END) == len(LARGE) - 4
        assert file.read() == b"tail"
        file.seek(1 << 20)
        file.seek(5, io.SEEK_CUR)
        assert file.read(3 << 20) == LARGE[(1 << 20) + 5 : (4 << 20) + 5]
        file.seek(len(LARGE) + 10)
        assert file.read(1) == b""


def test_a_local_copy_is_a_file_with_the_bytes(storage: Storage) -> None:
    storage.put(KEY, b"scan")
    with storage.local_copy(KEY) as path:
        assert path.read_bytes() == b"scan"
        assert not path.stat().st_mode & 0o222
    assert storage.read(KEY) == b"scan"


def test_what_is_not_there(storage: Storage) -> None:
    storage.put("masters/ab/other", b"")
    for absent in (KEY, "masters", "masters/ab", "masters/ab/other/below"):
        for ask in (storage.read, storage.stat, storage.open):
            with pytest.raises(ObjectNotFoundError):
                ask(absent)
        with pytest.raises(ObjectNotFoundError), storage.local_copy(absent):
            pass


def test_deleting(storage: Storage) -> None:
    storage.put(KEY, b"scan")
    storage.delete(KEY)
    storage.delete(KEY)
    storage.delete("never/was")
    with pytest.raises(ObjectNotFoundError):
        storage.stat(KEY)
    assert list(storage.list()) == []
    storage.put(KEY, b"again")
    assert storage.read(KEY) == b"again"


def test_lists_by_prefix_in_order_of_keys(storage: Storage) -> None:
    keys = ["a/b", "a-b", "a.b", "a/b-c/d", "a/B", "ab", "b/1", "b/10", "b/2", "b/1x/y"]
    for key in keys:
        storage.put(key, key.encode())
    assert [s.key for s in storage.list()] == sorted(keys)
    assert [s.key for s in storage.list("a")] == [k for k in sorted(keys) if k.startswith("a")]
    assert [s.key for s in storage.list("a/")] == ["a/B", "a/b", "a/b-c/d"]
    assert [s.key for s in storage.list("b/1")] == ["b/1", "b/10", "b/1x/y"]
    assert [s.key for s in storage.list("b/1x/")] == ["b/1x/y"]
    assert list(storage.list("c")) == []
    assert list(storage.list("a/b/c/")) == []
    assert next(iter(storage.list("ab"))) == storage.stat("ab")


def test_lists_more_than_one_page(storage: Storage) -> None:
    keys = [f"tiles/{number:04}" for number in range(1100)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda key: storage.put(key, b""), keys))
    assert [s.key for s in storage.list("tiles/")] == keys


WEIRD = [
    "", "/", "/etc/passwd", "a/", "a//b", ".", "..", "../up", "a/../b", "a/./b", ".hidden", "a/.b",
    "a\\b", "a b", "a\nb", "a\0b", "a%2fb", "керуен", "a:b", "a*", "x" * 201, "x/" * 500 + "x",
    "a\n", "~",
]  # fmt: skip


def test_weird_keys_are_refused(storage: Storage) -> None:
    for key in WEIRD:
        for ask in (storage.read, storage.stat, storage.open, storage.delete):
            with pytest.raises(InvalidKeyError):
                ask(key)
        with pytest.raises(InvalidKeyError):
            storage.put(key, b"")
        with pytest.raises(InvalidKeyError), storage.local_copy(key):
            pass


def test_weird_prefixes_are_refused_at_once(storage: Storage) -> None:
    for prefix in ("/", "../", "a//", "a/../", "керуен"):
        with pytest.raises(InvalidKeyError):
            storage.list(prefix)


def test_the_longest_key(storage: Storage) -> None:
    key = "/".join(["k" * 140] * 6)
    storage.put(key, b"scan")
    assert storage.read(key) == b"scan"
    assert [s.key for s in storage.list()] == [key]


def test_a_source_that_breaks_leaves_nothing(storage: Storage) -> None:
    with pytest.raises(OSError, match="scanner unplugged"):
        storage.put(KEY, cast("BinaryIO", _Pipe(LARGE, breaks_at=18 << 20)))
    with pytest.raises(FileNotFoundError):
        storage.put(KEY, Path("/no/such/file"))
    with pytest.raises(ObjectNotFoundError):
        storage.stat(KEY)
    assert list(storage.list()) == []


def test_a_source_that_breaks_keeps_what_was_there(storage: Storage) -> None:
    storage.put(KEY, b"first")
    with pytest.raises(OSError, match="scanner unplugged"):
        storage.put(KEY, cast("BinaryIO", _Pipe(LARGE, breaks_at=18 << 20)))
    assert storage.read(KEY) == b"first"


def test_writers_of_one_key_do_not_mix(storage: Storage) -> None:
    versions = [bytes([65 + n]) * (1 << 20) for n in range(8)]
    start = threading.Barrier(8)

    def write(version: bytes) -> int:
        start.wait()
        return storage.put(KEY, version)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, versions))
    assert storage.read(KEY) in versions
    assert [s.key for s in storage.list()] == [KEY]


class _Pipe(io.RawIOBase):
    """A stream as it comes from a network: no seeking, short reads, and it may break."""

    def __init__(self, data: bytes, breaks_at: int | None = None) -> None:
        self._inner, self._breaks_at = io.BytesIO(data), breaks_at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        if self._breaks_at is not None and self._inner.tell() >= self._breaks_at:
            raise OSError("scanner unplugged")
        return self._inner.read(min(size, 100_000) if size >= 0 else 100_000)


def test_ranges_read_like_read(storage: Storage) -> None:
    data = bytes(range(256)) * 40
    storage.put("a/page.tif", data)
    ranges = storage.ranges("a/page.tif")
    for offset, length in ((0, 10), (100, 0), (5000, 3000), (10_230, 100), (10_240, 5)):
        assert ranges.read(offset, length) == data[offset : offset + length]
    with ThreadPoolExecutor(8) as pool:
        parts = list(pool.map(lambda n: ranges.read(n * 100, 100), range(100)))
    assert b"".join(parts) == data[:10_000]


def test_ranges_of_nothing(storage: Storage) -> None:
    with pytest.raises(ObjectNotFoundError):
        storage.ranges("a/none").read(0, 10)
    with pytest.raises(InvalidKeyError):
        storage.ranges("../none")
