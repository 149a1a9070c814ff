"""`keruen import` beside a running site: the site's own process runs it in the caller's place."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.site import KERUEN, Site
from tests.walks.conftest import SAMPLE
from tests.walks.test_queues import scans, until

BOOK = str(SAMPLE / "topaz_1944")
# Whoever started the tests may have told them to ignore signals.
DEFAULT = ["env", "--default-signal=HUP,INT,TERM"]
IGNORING = "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN);\
 os.execv(sys.argv[1], sys.argv[1:])"
# Every import of a module is told, by the caller's Python alone: `-X` goes to nobody else.
TELLING = [sys.executable, "-X", "importtime", "-m", "repository.cli"]


@pytest.fixture
def site(new_site: Callable[..., Site]) -> Site:
    """A site that takes commands."""
    made = new_site()
    start(made)
    return made


def start(site: Site) -> None:
    site.start()
    until(site, lambda: door(site).exists())


def door(site: Site) -> Path:
    return Path(site.environment["KERUEN_DATA_DIR"]) / "errands.sock"


def call(site: Site, *arguments: str, folder: Path | None = None) -> tuple[int, str, str, bool]:
    """Exit code, output, errors of a command, and whether its caller had to load it."""
    done = site.run([*TELLING, *arguments], folder)
    told = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    errors = [line for line in done.stderr.splitlines() if line not in told]
    return (
        done.returncode,
        done.stdout,
        "\n".join(errors),
        any(line.endswith(" sqlalchemy") for line in told),
    )


def waiting(
    site: Site, folder: Path, pages: int = 30, before: Sequence[str] = ()
) -> subprocess.Popen[str]:
    """An import that waits for its pages, of which the first is done."""
    caller = subprocess.Popen(
        [*DEFAULT, *before, *KERUEN, "import", "--wait", "--json", str(scans(folder, pages))],
        env=site.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    derivatives = Path(site.environment["KERUEN_DATA_DIR"]) / "storage" / "derivatives"
    until(site, lambda: any(derivatives.glob("*/*")))
    return caller


def children(site: Site) -> Sequence[int]:
    """Processes that the site forked for callers."""
    return [pid for pid in site.processes("repository.cli run") if pid != main(site)]


def main(site: Site) -> int:
    return min(site.processes("repository.cli run"))


def test_what_the_caller_would_have_done_is_done(site: Site, tmp_path: Path) -> None:
    shutil.copytree(BOOK, tmp_path / "Кітап 1")
    code, output, errors, loaded = call(
        site, "import", "--wait", "--publish", "--json", "Кітап 1", folder=tmp_path
    )
    assert (code, errors, loaded) == (0, "", False)
    outcome = json.loads(output)
    assert (outcome["pages"], outcome["failed"]) == (4, 0)
    manifest = site.get(outcome["manifest"]).json()
    assert manifest["label"] == {"none": ["Кітап 1"]}
    # Found again, by a caller who loads the command: it is the same command.
    site.environment["PYTHONHASHSEED"] = "7"
    code, output, errors, loaded = call(site, "import", "--json", "Кітап 1", folder=tmp_path)
    assert (code, errors, loaded) == (0, "", True)
    assert json.loads(output)["id"] == outcome["id"]
    until(site, lambda: not children(site))
    assert "Traceback" not in site.log


def test_errors_are_told_to_the_caller(site: Site, tmp_path: Path) -> None:
    code, output, errors, loaded = call(site, "import", "nowhere", folder=tmp_path)
    assert (code, output, loaded) == (1, "", False)
    assert errors.startswith("Error: ")
    assert "nowhere" in errors
    code, output, errors, loaded = call(site, "import", "--no-such-option")
    assert (code, output, loaded) == (2, "", False)
    assert "Usage: keruen import" in errors
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "1.jpg").write_text("no picture")
    code, output, errors, loaded = call(site, "import", "--wait", "--json", str(tmp_path / "bad"))
    assert (code, json.loads(output)["failed"], loaded) == (1, 1, False)


def test_the_callers_settings_hold(site: Site, tmp_path: Path) -> None:
    """However many: an environment may be larger than what a socket takes at once."""
    site.environment["KERUEN_BASE_URL"] = "https://example.org"
    for number in range(10):
        site.environment[f"LONG_{number}"] = "x" * 120_000
    code, output, errors, loaded = call(site, "import", "--json", BOOK)
    assert (code, errors, loaded) == (0, "", False)
    assert json.loads(output)["manifest"].startswith("https://example.org/")
    site.environment["KERUEN_PORT"] = "none"
    code, output, errors, loaded = call(site, "import", BOOK)
    assert (code, output, loaded) == (1, "", False)
    assert "KERUEN_PORT=none" in errors


def test_other_commands_are_loaded_by_their_callers(site: Site) -> None:
    code, output, _, loaded = call(site, "token", "list")
    assert (code, loaded) == (0, True), output


def test_however_deep_the_data_folder_lies(new_site: Callable[..., Site], tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-folder-with-a-long-name"] * 8)
    made = new_site({"KERUEN_DATA_DIR": str(deep)})
    start(made)
    code, _, errors, loaded = call(made, "import", BOOK)
    assert (code, errors, loaded) == (0, "", False)


def test_who_changed_the_code_gets_the_changed_code(
    new_site: Callable[..., Site], tmp_path: Path
) -> None:
    ours, package = Path(__file__).parents[2] / "repository", tmp_path / "copy" / "repository"
    package.mkdir(parents=True)
    for part in ours.iterdir():
        (package / part.name).symlink_to(part)
    changed = package / "importing.py"
    changed.unlink()
    shutil.copy(ours / "importing.py", changed)
    made = new_site({"PYTHONPATH": str(package.parent), "PYTHONSAFEPATH": "1"})
    start(made)
    assert call(made, "import", BOOK)[::3] == (0, False)
    os.utime(changed, (0, 0))
    assert call(made, "import", BOOK)[::3] == (0, True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_caller_ends_the_import(
    site: Site, tmp_path: Path, number: signal.Signals
) -> None:
    caller = waiting(site, tmp_path / "book")
    (child,) = children(site)
    caller.send_signal(number)
    _, errors = caller.communicate(timeout=30)
    # As a process that has loaded the command ends from it.
    assert caller.returncode == (1 if number == signal.SIGINT else -number)
    assert errors.strip() == ("Aborted!" if number == signal.SIGINT else "")
    until(site, lambda: child not in site.processes())
    # Run again, it goes on with what it had.
    outcome = site.bring("--wait", str(tmp_path / "book"))
    assert (outcome["pages"], outcome["failed"]) == (30, 0)


def test_the_import_of_a_caller_who_is_killed_ends(site: Site, tmp_path: Path) -> None:
    caller = waiting(site, tmp_path / "book")
    (child,) = children(site)
    caller.kill()
    caller.communicate()
    until(site, lambda: child not in site.processes())
    site.wait_until_live()


def test_signals_on_top_of_each_other(site: Site, tmp_path: Path) -> None:
    caller = waiting(site, tmp_path / "book")
    for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGHUP):
        caller.send_signal(number)
    _, errors = caller.communicate(timeout=30)
    assert caller.returncode in (-signal.SIGTERM, -signal.SIGHUP)
    assert errors == ""


def test_a_signal_that_the_caller_was_told_to_ignore_is_ignored(site: Site, tmp_path: Path) -> None:
    caller = waiting(site, tmp_path / "book", before=["nohup"])
    caller.send_signal(signal.SIGHUP)
    output, errors = caller.communicate(timeout=180)
    assert caller.returncode == 0, errors
    assert json.loads(output)["pages"] == 30


def test_a_caller_in_less_of_a_hurry(site: Site, tmp_path: Path) -> None:
    caller = waiting(site, tmp_path / "book", before=["nice", "-n", "7"])
    (child,) = children(site)
    assert os.getpriority(os.PRIO_PROCESS, child) == os.getpriority(os.PRIO_PROCESS, 0) + 7
    assert os.getpriority(os.PRIO_PROCESS, main(site)) == os.getpriority(os.PRIO_PROCESS, 0)
    caller.terminate()
    caller.communicate()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("seed", ["0", "7"])
def test_a_caller_without_a_stream(site: Site, closed: str, seed: str) -> None:
    """Else the number of that stream would be that of the socket to the site; loaded too."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *KERUEN, "import", "--wait", "--json", BOOK],
        env={**site.environment, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (b'"pages": 4' in done.stdout) == (">&-" not in closed.split())


def test_a_site_without_streams_takes_commands(new_site: Callable[..., Site]) -> None:
    made = new_site()
    words = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *KERUEN, "run"]
    with subprocess.Popen(words, env=made.environment) as running:
        until(made, lambda: door(made).exists())
        made.wait_until_live()
        code, output, errors, loaded = call(made, "import", "--json", BOOK)
        assert (code, errors, loaded) == (0, "", False)
        assert json.loads(output)["pages"] == 4
        running.terminate()


def test_a_second_site_leaves_the_first_its_door(site: Site, new_site: Callable[..., Site]) -> None:
    assert site.keruen("run", code=1) == ""  # the port is taken
    assert call(site, "import", BOOK)[::3] == (0, False)
    second = new_site({"KERUEN_DATA_DIR": site.environment["KERUEN_DATA_DIR"]})
    second.start()
    os.kill(main(site), 0)
    assert call(site, "import", BOOK)[::3] == (0, False)


def test_a_site_that_wants_to_hear_of_no_children_goes_on(new_site: Callable[..., Site]) -> None:
    made = new_site()
    words = [sys.executable, "-c", IGNORING, *KERUEN, "run"]
    with (made.folder / "log").open("ab") as log:
        running = subprocess.Popen(words, env=made.environment, stdout=log, stderr=log)
    until(made, lambda: door(made).exists())
    made.wait_until_live()
    for _ in range(2):
        assert call(made, "import", BOOK)[::3] == (0, False)
        time.sleep(0.5)
    assert made.get("/health/live").status == 200
    running.terminate()
    assert running.wait(60) == 0


def test_what_the_site_was_given_is_not_handed_on(
    new_site: Callable[..., Site], tmp_path: Path
) -> None:
    made, lock = new_site(), tmp_path / "lock"
    words = ["sh", "-c", 'exec "$@" 9>"$0"', str(lock), *KERUEN, "run"]
    with (made.folder / "log").open("ab") as log:
        running = subprocess.Popen(words, env=made.environment, stdout=log, stderr=log)
    until(made, lambda: door(made).exists())
    made.wait_until_live()
    caller = waiting(made, tmp_path / "book")
    (child,) = children(made)
    held = [os.path.realpath(entry) for entry in Path(f"/proc/{child}/fd").iterdir()]
    assert str(lock) not in held
    assert os.path.realpath(f"/proc/{main(made)}/fd/9") == str(lock)
    caller.terminate()
    caller.communicate()
    running.terminate()
    running.wait(60)


@pytest.mark.slow
def test_an_import_outlives_the_site(site: Site, tmp_path: Path) -> None:
    caller = waiting(site, tmp_path / "book")
    os.kill(main(site), signal.SIGINT)
    until(site, lambda: not door(site).exists())
    output, errors = caller.communicate(timeout=180)
    assert caller.returncode == 0, errors
    outcome = json.loads(output)
    assert (outcome["pages"], outcome["failed"]) == (30, 0)


def test_a_site_that_was_killed_leaves_nobody_waiting(site: Site) -> None:
    site.kill()
    assert door(site).exists()
    assert call(site, "import", BOOK)[::3] == (0, True)
    start(site)
    until(site, lambda: call(site, "import", BOOK)[::3] == (0, False))


def test_nobody_else_may_call(site: Site) -> None:
    assert stat.S_IMODE(door(site).stat().st_mode) == 0o600
