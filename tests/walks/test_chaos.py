"""Kill what can be killed while a book is being taken in: every page ends done, once."""

import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from tests.site import KERUEN, Site

PAGES = 24
KILLS = 6


def make_book(folder: Path) -> None:
    folder.mkdir()
    noise = random.Random(7)
    for number in range(PAGES):
        tile = Image.frombytes("RGB", (300, 400), noise.randbytes(300 * 400 * 3))
        tile.resize((1800, 2400)).save(folder / f"page{number}.tif")


def wait_until_done(site: Site, book: Path, kill_workers: bool) -> dict[str, object]:
    """The outcome of the import; meanwhile workers are killed at random moments."""
    process = subprocess.Popen(
        [*KERUEN, "import", "--json", "--wait", "--publish", str(book)],
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    moments, killed = random.Random(1), 0
    deadline = time.monotonic() + 240
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(moments.uniform(0.2, 1.2))
        workers = site.processes("celery")
        if kill_workers and killed < KILLS and workers:
            try:
                os.kill(moments.choice(workers), signal.SIGKILL)
            except ProcessLookupError:
                continue
            killed += 1
    assert process.poll() is not None, site.log
    assert not kill_workers or killed >= 3
    assert process.stdout is not None
    with process.stdout as output:
        return dict(json.loads(output.read()))


@pytest.mark.slow
def test_killed_workers_lose_no_page(site: Site, tmp_path: Path) -> None:
    make_book(tmp_path / "book")
    site.start()
    outcome = wait_until_done(site, tmp_path / "book", kill_workers=True)
    assert (outcome["pages"], outcome["failed"]) == (PAGES, 0)
    manifest = site.get(str(outcome["manifest"])).json()
    assert len(manifest["items"]) == PAGES
    ids = Counter(canvas["id"] for canvas in manifest["items"])
    assert max(ids.values()) == 1
    for canvas in manifest["items"]:
        body = canvas["items"][0]["items"][0]["body"]
        assert site.get(body["id"]).status == 200
