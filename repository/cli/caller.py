"""Who calls a command, and from where: what another process needs to run it in their place.

This and `entry` are loaded before anything else, so they take nothing but what is quick.
"""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

_NAME = "errands.sock"
_STREAMS = 3
_HEAD = 8  # bytes: how long what follows is
_MOST = 8 << 20  # bytes; Linux lets arguments and environment have six
_PEER = 12  # bytes: process, user and group


class Caller(NamedTuple):
    """A call of the command: what would be different if somebody else made it."""

    arguments: list[str]
    folder: str
    umask: int
    environment: dict[str, str]
    program: list[str]

    @classmethod
    def here(cls) -> "Caller":
        """The call that this process is. Raises `OSError` when its folder is gone."""
        umask = os.umask(0o077)
        os.umask(umask)
        return cls(sys.argv[1:], str(Path.cwd()), umask, dict(os.environ), program())

    def take_place(self, streams: list[int]) -> None:
        """Make this process the caller's: its input and outputs, folder and environment.

        Raises `OSError` when the folder cannot be entered.
        """
        os.chdir(self.folder)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(line_buffering=True)  # it may be a terminal's from now on
        os.umask(self.umask)
        os.environ.clear()
        os.environ.update(self.environment)
        time.tzset()


def program() -> list[str]:
    """What this process runs: which Python, which code, and Python's own settings."""
    python = [f"{name}={value}" for name, value in os.environ.items() if name.startswith("PYTHON")]
    return [sys.prefix, str(Path(__file__).parent), *sorted(python)]


def data_dir() -> Path:
    """The data folder as the settings would have it, which take too long to load."""
    return Path(os.environ.get("KERUEN_DATA_DIR", "data"))


@contextmanager
def door(folder: Path) -> Iterator[str]:
    """Address of the socket at which a site with this data folder takes commands.

    However deep the folder lies: an address has 107 bytes at most. Raises `OSError`.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}/{_NAME}"
    finally:
        os.close(descriptor)


def is_own(connection: socket.socket) -> bool:
    """Whether a process of the same user is at the other end. Raises `OSError`."""
    peer = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER)
    return int.from_bytes(peer[4:8], sys.byteorder) == os.geteuid()


def send(connection: socket.socket, caller: Caller) -> None:
    """Send the call, with this process's input and outputs. Raises `OSError`."""
    text = json.dumps(caller._asdict()).encode()
    socket.send_fds(connection, [len(text).to_bytes(_HEAD)], list(range(_STREAMS)))
    connection.sendall(text)


def receive(connection: socket.socket) -> tuple[Caller, list[int]]:
    """The call that is sent, and the caller's streams. Raises `OSError`, `ValueError`."""
    head, streams, _flags, _address = socket.recv_fds(connection, _HEAD, _STREAMS)
    length = int.from_bytes(head)
    if len(head) != _HEAD or len(streams) != _STREAMS or length > _MOST:
        raise ValueError("this is no call")
    text = bytearray()
    while len(text) < length and (part := connection.recv(length - len(text))):
        text += part
    return Caller(**json.loads(text)), streams
