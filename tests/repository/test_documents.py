"""Documents on disk: kept over a restart, bounded, shared by processes, never half read."""

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from repository.documents import DiskDocuments

KEYS = [f"{number:040x}" for number in range(200)]


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_a_document_outlives_the_process(tmp_path: Path) -> None:
    DiskDocuments(tmp_path, 1 << 20).keep(KEYS[0], b"manifest")
    assert DiskDocuments(tmp_path, 1 << 20).stored(KEYS[0]) == b"manifest"
    assert DiskDocuments(tmp_path, 1 << 20).stored(KEYS[1]) is None


def test_the_folder_stays_within_its_bound(tmp_path: Path) -> None:
    store = DiskDocuments(tmp_path, 100_000)
    for key in KEYS:
        store.keep(key, os.urandom(2_000))
        assert size_of(tmp_path) <= 100_000
    assert store.stored(KEYS[-1])


def test_what_is_used_stays(tmp_path: Path) -> None:
    store = DiskDocuments(tmp_path, 100_000)
    store.keep(KEYS[0], b"x" * 2_000)
    old = time.time() - 7_200
    for key in KEYS[1:]:
        store.stored(KEYS[0])
        store.keep(key, b"x" * 2_000)
        path = next(tmp_path.glob(f"*/{key}"), None)
        if path:
            os.utime(path, (old, old))
    assert store.stored(KEYS[0])


def test_what_is_half_written_is_not_answered(tmp_path: Path) -> None:
    store = DiskDocuments(tmp_path, 1 << 20)
    store.keep(KEYS[0], b"manifest" * 100)
    path = next(tmp_path.glob("*/" + KEYS[0]))
    path.write_bytes(path.read_bytes()[:-1])
    assert store.stored(KEYS[0]) is None
    assert not path.exists()


def test_too_large_a_document_is_not_kept(tmp_path: Path) -> None:
    store = DiskDocuments(tmp_path, 1_000)
    store.keep(KEYS[0], b"x" * 251)
    assert store.stored(KEYS[0]) is None


def test_a_full_disk_is_no_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    DiskDocuments(blocked, 1 << 20).keep(KEYS[0], b"manifest")
    assert "was not kept" in caplog.text


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "ab/cd", "A" * 40])
def test_only_keys_become_paths(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        DiskDocuments(tmp_path, 1 << 20).stored(key)


def _write_many(folder: Path, worker: int) -> None:
    store = DiskDocuments(folder, 100_000)
    for key in KEYS:
        found = store.stored(key)
        assert found is None or found == key.encode() * 20
        store.keep(key, key.encode() * 20)


def test_processes_share_one_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write_many, args=(tmp_path, n)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert size_of(tmp_path) <= 100_000
