"""`keruen run`: one command, and one key press to end it all."""

import os
import signal
import time
from collections.abc import Callable

import pytest

from tests.services import free_port
from tests.site import Site


def wait_until_gone(site: Site) -> None:
    deadline = time.monotonic() + 30
    while site.processes():
        assert time.monotonic() < deadline, site.processes()
        time.sleep(0.1)


def wait_for_worker(site: Site) -> list[int]:
    deadline = time.monotonic() + 30
    while len(site.processes("celery")) < 3:
        assert time.monotonic() < deadline, site.log
        time.sleep(0.1)
    return site.processes("celery")


def test_ctrl_c_ends_every_process(new_site: Callable[..., Site]) -> None:
    site = new_site()
    site.start()
    wait_for_worker(site)
    while f"Keruen is ready: {site.url}" not in site.log:
        time.sleep(0.1)
    assert site.stop() == 0
    assert site.processes() == []
    assert "Traceback" not in site.log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_however_it_ends_nothing_is_left_running(
    new_site: Callable[..., Site], number: signal.Signals
) -> None:
    site = new_site()
    site.start()
    wait_for_worker(site)
    (main,) = site.processes("repository.cli run")
    os.kill(main, number)
    wait_until_gone(site)


def test_a_killed_part_is_started_again(new_site: Callable[..., Site]) -> None:
    site = new_site()
    site.start()
    for part in ("celery", "granian"):
        before = set(site.processes(part))
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while not set(site.processes(part)) - before:
            assert time.monotonic() < deadline, site.log
            time.sleep(0.1)
    site.wait_until_live()


def test_a_taken_port_is_named(new_site: Callable[..., Site]) -> None:
    first = new_site()
    first.start()
    second = new_site({"KERUEN_PORT": str(first.port)})
    assert second.keruen("run", code=1) == ""


def test_a_second_start_takes_seconds(new_site: Callable[..., Site]) -> None:
    site = new_site()
    site.start()
    site.stop()
    started = time.monotonic()
    site.start()
    assert time.monotonic() - started < 15
    assert free_port() != site.port
