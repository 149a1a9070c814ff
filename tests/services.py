"""Real services for the tests: each is private, on a free port, and gone afterwards.

A program that is missing skips the test and says so; where the environment has `CI` set it
fails the test instead, for there a service that nobody tried is a gap nobody sees.
"""

import contextlib
import functools
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3.session
import botocore.config
import psycopg
import psycopg.conninfo
import pytest
import redis

_START, _STOP = 120.0, 30.0  # seconds; machines that run tests are busy


def program(name: str, *folders: Path) -> str:
    """The path of an installed program, looked for in PATH and then in `folders`."""
    search = os.pathsep.join([os.environ.get("PATH", ""), *map(str, folders)])
    if found := shutil.which(name, path=search):
        return found
    reason = f"{name} is not installed"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """A server process on `port`; may be stopped and started again in the middle of a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def probe(self) -> None:
        """Return when the service answers. Raises when it does not yet."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def owner(self) -> dict[str, Any]:
        """Who runs it, as arguments of `Popen`."""
        return {}

    def start(self) -> None:
        log = self.folder / "service.log"
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=self.environment(),
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C reaches the tests only, and they stop it
                **self.owner(),
            )
        deadline = time.monotonic() + _START
        while True:
            try:
                return self.probe()
            except (OSError, redis.RedisError, psycopg.Error):
                if self._process.poll() is not None or time.monotonic() > deadline:
                    self.stop()
                    pytest.fail(f"{type(self).__name__} did not start:\n{log.read_text()[-2000:]}")
                time.sleep(0.05)

    def stop(self) -> None:
        """End the process: as asked, and by force when it does not hear."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def children(self) -> list[Path]:
        """What `/proc` says of the processes that it has started."""
        assert self._process is not None
        pid = self._process.pid
        return [
            Path("/proc", child)
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]

    def kill(self) -> None:
        """End the process as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class RedisServer(Service):
    """A Redis that keeps what it is told over a restart, in an append-only file."""

    def command(self) -> list[str]:
        return [
            program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1",
            "--dir", str(self.folder), "--save", "", "--appendonly", "yes",
            "--appendfsync", "always",
        ]  # fmt: skip

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def probe(self) -> None:
        with redis.Redis.from_url(self.url, socket_timeout=2) as client:
            client.ping()

    def clear(self) -> None:
        with redis.Redis.from_url(self.url, socket_timeout=5) as client:
            client.flushall()


class PostgresServer(Service):
    """A PostgreSQL cluster made for the tests; it runs as nobody where the tests run as root."""

    def owner(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        return {"user": "nobody", "group": "nogroup", "extra_groups": []}

    def environment(self) -> dict[str, str]:
        # The home and the settings of whoever runs the tests are none of its business.
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}

    def _program(self, name: str) -> str:
        versions = Path("/usr/lib/postgresql").glob("*/bin")
        newest_first = sorted(versions, key=lambda p: float(p.parent.name), reverse=True)
        return program(name, *newest_first)

    def create(self) -> None:
        """Make the cluster. Without a UTF-8 locale PostgreSQL would not fold Cyrillic capitals."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody", "nogroup")
        done = subprocess.run(
            [
                self._program("initdb"), "--pgdata", str(self.folder / "data"),
                "--username", "keruen", "--auth", "trust", "--encoding", "UTF8",
                "--locale", "C.UTF-8", "--no-sync",
            ],
            env=self.environment(), cwd=self.folder, capture_output=True, text=True,
            timeout=120, check=False, **self.owner(),
        )  # fmt: skip
        if done.returncode:
            pytest.fail(f"initdb: {done.stderr[-2000:]}")

    def command(self) -> list[str]:
        return [
            self._program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port),
            "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}",
            "-c", "fsync=off", "-c", "max_connections=100",
        ]  # fmt: skip

    def probe(self) -> None:
        self._administer("SELECT 1")

    @contextlib.contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The SQLAlchemy URL of a fresh database, a copy of another that nobody is using."""
        name = f"test_{secrets.token_hex(6)}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield f"postgresql+psycopg://keruen@127.0.0.1:{self.port}/{name}"
        finally:
            self._administer(f"DROP DATABASE {name} WITH (FORCE)")

    def _administer(self, statement: str) -> None:
        where = psycopg.conninfo.make_conninfo(
            host="127.0.0.1", port=self.port, user="keruen", dbname="postgres", connect_timeout=5
        )
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement.encode())


class S3Server(Service):
    """A server of the S3 protocol over HTTP that checks signatures; buckets lie on the disk."""

    access_key, secret_key, region = "keruen-tests", "keruen-tests-secret", "us-east-1"

    def command(self) -> list[str]:
        (self.folder / "buckets").mkdir(exist_ok=True)
        return [
            program("rclone", Path(sys.executable).parent), "serve", "s3",
            "--addr", f"127.0.0.1:{self.port}",
            "--auth-key", f"{self.access_key},{self.secret_key}",
            "--config", "/dev/null", "--cache-dir", str(self.folder / "cache"),
            str(self.folder / "buckets"),
        ]  # fmt: skip

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def probe(self) -> None:
        socket.create_connection(("127.0.0.1", self.port), timeout=2).close()

    @functools.cached_property
    def _client(self) -> Any:
        return boto3.session.Session().client(
            "s3",
            endpoint_url=self.url,
            region_name=self.region,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=botocore.config.Config(s3={"addressing_style": "path"}),
        )

    @contextlib.contextmanager
    def bucket(self) -> Iterator[str]:
        """The name of a fresh, empty bucket."""
        name = f"test-{secrets.token_hex(6)}"
        self._client.create_bucket(Bucket=name)
        try:
            yield name
        finally:
            shutil.rmtree(self.folder / "buckets" / name, ignore_errors=True)


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that another user may be given, unlike pytest's own; removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="keruen-test-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
