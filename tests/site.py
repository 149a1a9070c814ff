"""A whole Keruen of one's own: `keruen run` on a free port, in a fresh data folder."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

from tests.services import free_port

KERUEN = [sys.executable, "-m", "repository.cli"]
_START, _STOP = 180.0, 60.0  # seconds; machines that run tests are busy


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Site:
    """The site of one test; `environment` holds its settings."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **os.environ,
            "KERUEN_DATA_DIR": str(folder / "data"),
            "KERUEN_PORT": str(self.port),
            "KERUEN_JOB_LEASE": "3",
            **(environment or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def start(self, *command: str) -> None:
        """Run the command, `run` without one, until the site answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*KERUEN, *(command or ("run",))],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_until_live()

    def wait_until_live(self) -> None:
        deadline = time.monotonic() + _START
        while time.monotonic() < deadline:
            assert self._process is None or self._process.poll() is None, self.log
            try:
                if self.get("/health/live").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the site did not start:\n{self.log}")

    def stop(self) -> int:
        """Press Ctrl-C; returns the exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(_STOP)
        finally:
            self.kill()

    def kill(self) -> None:
        """End every process that this site has started, at once."""
        for pid in self.processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self._process is not None:
            self._process.wait()
            self._process = None

    def processes(self, words: str = "") -> list[int]:
        """The processes with this site's data folder in their environment."""
        mark = f"KERUEN_DATA_DIR={self.environment['KERUEN_DATA_DIR']}\0".encode()
        return [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and mark in _read(entry / "environ")
            if words.encode() in _read(entry / "cmdline").replace(b"\0", b" ")
            if b"\nState:\tZ" not in _read(entry / "status")
        ]

    def keruen(self, *arguments: str, code: int | None = 0, timeout: float = 300) -> str:
        """The output of a command; its exit code must be `code` unless that is None."""
        done = self.run([*KERUEN, *arguments], timeout=timeout)
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def run(
        self, words: Sequence[str], folder: Path | None = None, timeout: float = 300
    ) -> "subprocess.CompletedProcess[str]":
        """A program with this site's settings, in `folder`, when it has ended."""
        return subprocess.run(
            words,
            env=self.environment,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def bring(self, *arguments: str, code: int | None = 0) -> dict[str, Any]:
        """What `keruen import --json` prints of one work."""
        lines = self.keruen("import", "--json", *arguments, code=code).splitlines()
        (outcome,) = (json.loads(line) for line in lines)
        assert isinstance(outcome, dict)
        return outcome

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET request, whatever its status."""
        address = path if path.startswith("http") else self.url + path
        request = urllib.request.Request(address, headers=dict(headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
