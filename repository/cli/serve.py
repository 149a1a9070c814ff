"""Commands that keep running: the web server, the worker, both together."""

import os
import sys

import click

from repository.cli.opening import opened
from repository.cli.supervisor import Child, supervise
from repository.settings import Settings, load_settings

SERVER_INTERFACE = ("--interface", "rsgi", "--loop", "uvloop")
"""granian's own protocol, so that what is at hand is answered in the event loop."""

SERVER_MEMORY = {"_RJEM_MALLOC_CONF": "narenas:1,dirty_decay_ms:200,muzzy_decay_ms:0"}
"""Environment for granian, whose jemalloc would keep for each thread what answers have used."""


@click.command()
def web() -> None:
    """Answer readers and curators."""
    settings = load_settings()
    with opened():
        pass  # says what is wrong here, in words, rather than from every server process
    arguments = web_arguments(settings)
    _set_memory()
    os.execv(sys.executable, [sys.executable, *arguments])


@click.command()
def worker() -> None:
    """Turn scans into what readers see."""
    settings = load_settings()
    with opened():
        pass
    arguments = worker_arguments(settings)
    os.execv(sys.executable, [sys.executable, *arguments])


@click.command()
def run() -> None:
    """Web server and worker together, until Ctrl-C."""
    settings = load_settings()
    with opened():
        pass
    _set_memory()
    children = [Child("web", web_arguments(settings)), Child("worker", worker_arguments(settings))]
    raise SystemExit(supervise(children, settings))


def _set_memory() -> None:
    for name, value in SERVER_MEMORY.items():
        os.putenv(name, value)  # for the programs that this one starts


def web_arguments(settings: Settings) -> list[str]:
    """Python's arguments for the web server, granian."""
    return [
        "-m",
        "granian",
        *(*SERVER_INTERFACE, "--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(settings.web_processes)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
        *("--no-ws", "--log-level", "error"),
        "repository.rsgi:application",
    ]


def worker_arguments(settings: Settings) -> list[str]:
    """Python's arguments for the worker, Celery with the sweep's clock in it."""
    processes = settings.worker_count
    return [
        # Said to root at every start; whoever runs it as root knows.
        *("-W", "ignore:You're running the worker with superuser privileges"),
        "-m",
        "celery",
        "--quiet",
        *("-A", "workers.app", "worker"),
        # The clock of the sweep, which need not remember anything over a restart.
        *("--beat", "--scheduler", "celery.beat:Scheduler"),
        *("--concurrency", str(processes), "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
