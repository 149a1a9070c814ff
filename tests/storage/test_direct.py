"""Writing past the page cache: the same bytes on every file system, and errors that are told."""

import errno
import fcntl
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest

from storage import StorageError, StorageFullError, let_go, read_at_hand
from storage.direct import DirectFile
from storage.local import LocalStorage

PIECE = 1 << 20
SIZES = [0, 1, 4095, 4096, 4097, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 4096 + 5]


def scan(folder: Path, size: int) -> tuple[Path, bytes]:
    path = folder / "scan"
    data = os.urandom(size)
    path.write_bytes(data)
    return path, data


def keep(folder: Path, path: Path) -> bytes:
    """What lies in a storage after the file was put there, if that is where its checksum says."""
    storage = LocalStorage(folder / "storage")
    sha256, size = storage.put_by_checksum(path, lambda digest: f"masters/{digest}")
    kept = storage.read(f"masters/{sha256}")
    assert (hashlib.sha256(kept).hexdigest(), len(kept)) == (sha256, size)
    return kept


@pytest.mark.parametrize("size", SIZES)
def test_every_size_arrives_whole(tmp_path: Path, size: int) -> None:
    path, data = scan(tmp_path, size)
    assert keep(tmp_path, path) == data


@pytest.mark.parametrize("size", SIZES)
def test_a_source_may_give_little_at_a_time(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, data = scan(tmp_path, size)

    class Slow(io.FileIO):
        def readinto(self, room: Any) -> int:
            return super().readinto(memoryview(room)[:300_001])

    storage = LocalStorage(tmp_path / "storage")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", lambda path, *_args, **_named: Slow(path))
        sha256, _ = storage.put_by_checksum(path, lambda digest: f"masters/{digest}")
    assert storage.read(f"masters/{sha256}") == data


@pytest.mark.parametrize("good", [0, 1])
def test_a_file_system_that_will_not_is_written_through_the_cache(
    tmp_path: Path, good: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some take the flag and then refuse the pieces."""
    path, data = scan(tmp_path, 3 * PIECE + 5)
    plain, refused = os.write, []

    def write(descriptor: int, piece: Any) -> int:
        if len(piece) == PIECE and fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_DIRECT:
            refused.append(descriptor)
            if len(refused) > good:
                raise OSError(errno.EINVAL, "Invalid argument")
        return plain(descriptor, piece)

    monkeypatch.setattr(os, "write", write)
    assert keep(tmp_path, path) == data


def test_an_error_that_stays_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = scan(tmp_path, 2 * PIECE)
    storage = LocalStorage(tmp_path / "storage")
    for number in (errno.EINVAL, errno.ENOSPC):

        def write(_descriptor: int, _piece: Any, number: int = number) -> int:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "write", write)
        with pytest.raises(StorageError, match="scan") as told:
            storage.put_by_checksum(path, lambda digest: f"masters/{digest}")
        assert isinstance(told.value, StorageFullError) == (number == errno.ENOSPC)
    assert not list(storage.list())
    assert not list((tmp_path / "storage" / ".incoming").iterdir()), "nothing half written"


def test_a_pipe_knows_no_flag() -> None:
    reader, writer = os.pipe()
    try:
        file = DirectFile(writer)
        file.room[:4] = b"scan"
        file.write(4)
        assert os.read(reader, 10) == b"scan"
    finally:
        os.close(reader)
        os.close(writer)


def test_what_is_let_go_is_read_again(tmp_path: Path) -> None:
    path, data = scan(tmp_path, 2 * PIECE)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        let_go(path)
        assert read_at_hand(descriptor, PIECE, 0) in (None, data[:PIECE])
        let_go(descriptor)
        assert os.pread(descriptor, 3 * PIECE, 0) == data
    finally:
        os.close(descriptor)
    with pytest.raises(FileNotFoundError):
        let_go(tmp_path / "absent")
