"""Waiting for pages to be done, by the workers there are or by our own hands."""

import subprocess
import sys
import time
from collections.abc import Callable

import click
from tqdm import tqdm

from repository.importing import Progress, progress
from repository.jobs import next_waiting, running
from repository.repository import Repository

_PATIENCE = 2.0
_SOON, _LATE = 0.02, 0.5  # seconds between two looks


def wait_for(repository: Repository, work_ids: list[str]) -> None:
    """Return when every page of the works is done or failed, showing a bar on a terminal."""
    with tqdm(unit="page", disable=None) as bar:
        wait_until(
            repository,
            lambda: _left(bar, [progress(repository, work_id) for work_id in work_ids]),
        )


def wait_until(repository: Repository, left: Callable[[], int]) -> None:
    """Return when nothing is left of what background work does, pages or rows as `left` counts.

    When no worker takes up the work for two seconds, this process starts workers that
    end with the work.
    """
    idle_since = time.monotonic()
    while number := left():
        if _someone_works(repository):
            idle_since = time.monotonic()
        elif time.monotonic() - idle_since > _PATIENCE:
            _work_ourselves(repository, left)
            idle_since = time.monotonic()
        time.sleep(_pause(number))


def _pause(left: int) -> float:
    """Until the next look, which costs a millisecond: few while much is left, soon at the end."""
    return min(max(_SOON, left / 100), _LATE)


def _left(bar: "tqdm[None]", states: list[Progress]) -> int:
    bar.total = sum(state.pages for state in states)
    bar.n = sum(state.done + state.failed for state in states)
    bar.refresh()
    return int(bar.total - bar.n)


def _someone_works(repository: Repository) -> bool:
    with repository.database.read() as session:
        return running(session) > 0 or next_waiting(session) is None


def _work_ourselves(repository: Repository, left: Callable[[], int]) -> None:
    # Processes of their own, like every worker: a hostile file must not take us with it.
    count = repository.settings.worker_count
    command = [sys.executable, "-m", "workers.drain"]
    helpers = [subprocess.Popen(command) for _ in range(count)]
    try:
        while any(helper.poll() is None for helper in helpers):
            time.sleep(_pause(left()))
    finally:
        for helper in helpers:
            helper.terminate()
            helper.wait()
    # A worker that a hostile file has killed has a negative code: that is worth another try.
    if all(helper.returncode > 0 for helper in helpers):
        raise click.ClickException("the workers cannot start, see above")
