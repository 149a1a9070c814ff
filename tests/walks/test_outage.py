"""A full disk, an S3 server that goes away, Redis restarted in the middle: nothing is lost."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services import RedisServer, S3Server, Service
from tests.site import KERUEN, Site
from tests.walks.conftest import SAMPLE
from tests.walks.test_chaos import PAGES, make_book

AWAY = 3.0  # seconds


class Import:
    """An import that runs in the background."""

    def __init__(self, site: Site, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [*KERUEN, "import", "--json", *arguments],
            env=site.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self) -> tuple[int, str, str]:
        """Exit code, output, errors."""
        output, errors = self._process.communicate(timeout=240)
        return self._process.returncode, output, errors


def take_away(service: Service, moment: float) -> threading.Thread:
    """Kill the service after `moment` seconds and bring it back a little later."""

    def interrupt() -> None:
        time.sleep(moment)
        service.kill()
        time.sleep(AWAY)
        service.start()

    thread = threading.Thread(target=interrupt)
    thread.start()
    return thread


@pytest.mark.slow
@pytest.mark.parametrize("moment", [1.5, 3.0])
@pytest.mark.parametrize("away", ["redis", "s3"])
def test_a_service_that_goes_away_and_comes_back(
    new_site: Callable[..., Site],
    shared_environment: dict[str, str],
    redis_server: RedisServer,
    s3_server: S3Server,
    tmp_path: Path,
    away: str,
    moment: float,
) -> None:
    site = new_site(shared_environment)
    site.keruen("migrate")
    make_book(tmp_path / "book")
    site.start()
    first = Import(site, str(tmp_path / "book"))
    take_away(redis_server if away == "redis" else s3_server, moment).join()
    code, _output, errors = first.end()
    assert "Traceback" not in errors
    # An import that was told "not now" goes on where it was when it is run again.
    outcome = site.bring(str(tmp_path / "book"), "--wait", "--publish")
    assert (outcome["pages"], outcome["failed"]) == (PAGES, 0), (code, site.log)
    assert len(site.get(outcome["manifest"]).json()["items"]) == PAGES


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB. Needs the right to mount, as root has in CI."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = mount(disk, "size=24m")
    if mounted.returncode:
        if os.environ.get("CI"):
            pytest.fail(mounted.stderr)
        pytest.skip(mounted.stderr)
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def mount(disk: Path, options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )


def fill(disk: Path) -> Path:
    """Leave no room on the disk."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            return ballast


@pytest.mark.slow
def test_a_full_disk_loses_nothing(new_site: Callable[..., Site], small_disk: Path) -> None:
    site = new_site({"KERUEN_DATA_DIR": str(small_disk / "data")})
    book = SAMPLE / "kant_1784"
    site.start()
    ballast = fill(small_disk)
    code, output, errors = Import(site, str(book)).end()
    assert code != 0
    assert output == ""
    assert "Traceback" not in errors
    assert site.get("/health/live").status == 200
    ballast.unlink()
    outcome = site.bring(str(book), "--wait", "--publish")
    assert (outcome["pages"], outcome["failed"]) == (4, 0), site.log
    assert site.get(outcome["manifest"]).status == 200


@pytest.mark.slow
def test_pages_wait_for_room_and_say_so(new_site: Callable[..., Site], small_disk: Path) -> None:
    site = new_site({"KERUEN_DATA_DIR": str(small_disk / "data")})
    book = SAMPLE / "kant_1784"
    outcome = site.bring(str(book))
    ballast = fill(small_disk)
    ballast.write_bytes(b"\0" * (ballast.stat().st_size - 400_000))  # for the catalogue itself
    site.start()
    wait_for(lambda: "storage-full" in reasons(site, small_disk))
    ballast.unlink()
    outcome = site.bring(str(book), "--wait", "--publish")
    assert (outcome["pages"], outcome["failed"]) == (4, 0), site.log


def reasons(site: Site, disk: Path) -> str:
    """The reasons of all jobs, read as the catalogue keeps them."""
    import sqlite3

    with sqlite3.connect(f"file:{disk}/data/keruen.db?mode=ro", uri=True, timeout=10) as reader:
        rows: list[Any] = reader.execute("SELECT reason FROM jobs").fetchall()
    reader.close()
    return json.dumps(rows)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.3)
