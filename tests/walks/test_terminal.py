"""What a person at a terminal sees; and web server and worker as programs of their own."""

import os
import pty
import subprocess
import termios
from collections.abc import Callable
from pathlib import Path

from tests.site import KERUEN, Site
from tests.walks.conftest import SAMPLE
from tests.walks.test_errands import start

BOOK = str(SAMPLE / "topaz_1944")


def typed(site: Site, *arguments: str) -> str:
    """What the command shows on a terminal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    process = subprocess.Popen(
        [*KERUEN, *arguments], env=site.environment, stdout=theirs, stderr=theirs, stdin=theirs
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # how a terminal says that the other end is closed
        pass
    os.close(ours)
    assert process.wait(60) == 0, shown.decode()
    return shown.decode()


def test_a_terminal_shows_bars_and_a_pipe_does_not(new_site: Callable[..., Site]) -> None:
    site = new_site()
    shown = typed(site, "import", "--wait", BOOK)
    for words in ("storing topaz_1944: 100%", "4/4", "page/s"):
        assert words in shown, shown
    shown = typed(site, "import", "--wait", BOOK)
    for words in ("reading topaz_1944: 100%", "storing topaz_1944: 100%"):
        assert words in shown, shown
    assert "%|" not in site.keruen("import", "--wait", BOOK)


def test_a_terminal_shows_bars_of_a_command_that_the_site_runs(
    new_site: Callable[..., Site],
) -> None:
    site = new_site()
    start(site)
    shown = typed(site, "import", "--wait", BOOK)
    for words in ("storing topaz_1944: 100%", "4/4", "page/s", "4 pages"):
        assert words in shown, shown


def test_web_and_worker_alone(site: Site) -> None:
    site.start("web")
    process = subprocess.Popen(
        [*KERUEN, "worker"],
        env=site.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    outcome = site.bring(BOOK, "--wait", "--publish")
    assert (outcome["pages"], outcome["failed"]) == (4, 0)
    assert site.get(outcome["manifest"]).status == 200
    site.kill()
    process.wait(30)


def test_workers_that_cannot_start_are_not_waited_for(
    new_site: Callable[..., Site], tmp_path: Path
) -> None:
    site = new_site()
    (tmp_path / "cv2.py").write_text("raise ImportError('not here')")
    site.environment["PYTHONPATH"] = str(tmp_path)
    assert site.keruen("import", "--wait", BOOK, code=1) == ""
