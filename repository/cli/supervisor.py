"""Running several programs as one: start, restart, and end them together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

import click

from repository.cli.errands import Errands
from repository.settings import Settings

_GRACE = 10.0
_PAUSE = 0.1
_QUICK = 10.0
_MOST_QUICK_ENDS = 3
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One program under supervision: its name and Python's arguments."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_ends: int = field(default=0)

    def start(self) -> None:
        """Start the program in a process group of its own."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, *self.arguments], start_new_session=True, preexec_fn=_die_with_parent
        )

    def has_ended(self) -> bool:
        """Whether the program is no longer running."""
        return self.process is None or self.process.poll() is not None

    def gave_up(self) -> bool:
        """Whether it ended soon and by its own will: a wrong setting, rather than a kill."""
        code = self.process.poll() if self.process else None
        return code is not None and code > 0 and time.monotonic() - self.started < _QUICK

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the program and all its descendants."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


def supervise(children: list[Child], settings: Settings) -> int:
    """Keep the programs running until a signal ends them; returns the exit code.

    A program that ends is started again; one that gives up within seconds three times ends
    them all, with exit code 1.
    """
    _check_port(settings.host, settings.port)
    stop = _catch_signals()
    errands = Errands(settings.data_dir)
    for child in children:
        child.start()
    announced = False
    code = 0
    while not stop and code == 0:
        announced = announced or _announce(settings)
        code = max(_watch(child) for child in children)
        errands.wait(_PAUSE)
    errands.close()
    _end(children)
    return code


def _catch_signals() -> list[int]:
    seen: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda caught, _frame: seen.append(caught))
    return seen


def _watch(child: Child) -> int:
    if not child.has_ended():
        return 0
    if child.gave_up():
        child.quick_ends += 1
    if child.quick_ends >= _MOST_QUICK_ENDS:
        click.echo(f"keruen: the {child.name} keeps ending, see above", err=True)
        return 1
    click.echo(f"keruen: the {child.name} ended, starting it again", err=True)
    child.tell(signal.SIGKILL)  # descendants that outlived it
    child.start()
    return 0


def _end(children: list[Child]) -> None:
    for child in children:
        if child.process is not None and not child.has_ended():
            child.process.terminate()  # it ends its own children in its own order
    deadline = time.monotonic() + _GRACE
    while time.monotonic() < deadline and not all(child.has_ended() for child in children):
        time.sleep(_PAUSE)
    for child in children:
        child.tell(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()


def _announce(settings: Settings) -> bool:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    try:
        address = f"http://{host}:{settings.port}/health/live"
        with urllib.request.urlopen(address, timeout=1):
            pass
    except (urllib.error.URLError, OSError):
        return False
    click.echo(f"Keruen is ready: {settings.public_url}  (Ctrl-C ends it)")
    return True


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"cannot listen on {host}:{port} ({error.strerror}); "
                "choose another port with KERUEN_PORT"
            ) from error


def _die_with_parent() -> None:
    # Ends the children even when this process is killed outright; Linux only.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
