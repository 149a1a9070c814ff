"""What only a disk can do wrong."""

import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage import InvalidKeyError, StorageFullError, StorageUnavailableError
from storage.local import LocalStorage


def _files(root: Path) -> list[str]:
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


def _with_file_limit(root: Path) -> None:
    """In a process of its own: no file may grow over 1 MiB."""
    storage = LocalStorage(root)
    storage.put("page", b"the version before")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    try:
        storage.put("page", b"x" * (2 << 20))
    except StorageFullError:
        storage.put("small", b"there is room for this")
        os._exit(42)


def test_no_room_by_limit(tmp_path: Path) -> None:
    """A limit of the process stands in for the full disk: it needs no rights of its own."""
    process = multiprocessing.get_context("spawn").Process(
        target=_with_file_limit, args=(tmp_path,)
    )
    process.start()
    process.join(60)
    assert process.exitcode == 42
    assert _files(tmp_path) == ["page", "small"]
    assert LocalStorage(tmp_path).read("page") == b"the version before"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB in memory; mounting takes a right that containers often withhold."""
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path],
        capture_output=True, text=True, check=False, timeout=20,
    )  # fmt: skip
    if mount.returncode:
        if os.environ.get("CI"):
            pytest.fail(mount.stderr)
        pytest.skip(f"may not mount here, test_no_room_by_limit stands in: {mount.stderr.strip()}")
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True, timeout=20)


def test_no_room_on_the_disk(small_disk: Path) -> None:
    storage = LocalStorage(small_disk)
    storage.put("page", b"the version before")
    with pytest.raises(StorageFullError):
        storage.put("page", b"x" * (2 << 20))
    with pytest.raises(StorageFullError):
        storage.put("new/page", b"x" * (2 << 20))
    assert _files(small_disk) == ["page"]
    assert storage.read("page") == b"the version before"
    storage.put("small", b"x" * (1 << 19))


def test_a_file_cannot_be_a_folder(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    storage.put("a/b", b"")
    for key in ("a", "a/b/c", "a/b/c/d"):
        with pytest.raises(InvalidKeyError):
            storage.put(key, b"")
    assert _files(tmp_path) == ["a/b"]


def test_what_others_left_in_the_folder_is_not_listed(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    storage.put("page", b"")
    (tmp_path / ".DS_Store").touch()
    (tmp_path / "Новая папка").mkdir()
    (tmp_path / "Новая папка" / "page").touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    assert "page" in [s.key for s in storage.list("p")]
    assert all(len(s.key) <= 900 for s in storage.list())


def _put_and_die(root: Path) -> None:
    class Source:
        def read(self, size: int) -> bytes:
            if (root / "half").exists():
                os.kill(os.getpid(), 9)
            (root / "half").touch()
            return b"x" * size

    LocalStorage(root).put("page", Source())  # type: ignore[arg-type]


def test_a_killed_put_is_swept_away(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_put_and_die, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == -9
    (leftover,) = (tmp_path / ".incoming").iterdir()
    storage = LocalStorage(tmp_path)
    assert leftover.exists(), "it may be another process's put that still runs"
    assert [s.key for s in storage.list()] == ["half"]
    yesterday = time.time() - 25 * 3600
    os.utime(leftover, (yesterday, yesterday))
    LocalStorage(tmp_path)
    assert not leftover.exists()


@pytest.mark.parametrize("make", [lambda p: p.write_text(""), lambda p: p.symlink_to("/proc/x")])
def test_a_root_that_cannot_be(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "root")
    with pytest.raises(StorageUnavailableError):
        LocalStorage(tmp_path / "root")


def test_a_folder_of_another_process_appears(tmp_path: Path) -> None:
    """Two processes that make the same folders at the same time do not trip over each other."""
    script = (
        "import sys; from pathlib import Path; from storage.local import LocalStorage\n"
        "s = LocalStorage(Path(sys.argv[1]))\n"
        "for n in range(200): s.put(f'{n}/a/b/{sys.argv[2]}', b'')"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    processes = [subprocess.Popen([*command, str(n)]) for n in range(3)]
    assert [p.wait(60) for p in processes] == [0, 0, 0]
    assert len(list(LocalStorage(tmp_path).list())) == 600
