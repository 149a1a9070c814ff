"""Who calls a command, and from where: what another process needs to run it in their place.

This and `entry` are loaded before anything else, so they take nothing but what is quick.
"""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals to a caller that the command is to have."""

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
    nice: int
    ignored: list[int]
    environment: dict[str, str]
    standing: list[str]

    @classmethod
    def here(cls) -> "Caller":
        """The call that this process is. Raises `OSError` when its folder is gone."""
        umask = os.umask(0o077)
        os.umask(umask)
        return cls(
            sys.argv[1:],
            str(Path.cwd()),
            umask,
            os.getpriority(os.PRIO_PROCESS, 0),
            [number for number in PASSED_ON if signal.getsignal(number) == signal.SIG_IGN],
            dict(os.environ),
            standing(),
        )

    def take_place(self, streams: list[int]) -> None:
        """Make this process the caller's: its input and outputs, folder and environment.

        Raises `OSError` for a folder that cannot be entered or more urgency than is allowed.
        """
        os.chdir(self.folder)
        os.setpriority(os.PRIO_PROCESS, 0, self.nice)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(line_buffering=True)  # it may be a terminal's from now on
        os.umask(self.umask)
        for number in self.ignored:
            signal.signal(number, signal.SIG_IGN)
        os.environ.clear()
        os.environ.update(self.environment)
        time.tzset()


def standing() -> list[str]:
    """What a process cannot take over from another, in words to compare.

    Which Python runs which code with which settings of its own, which groups it is in, and what
    it sees as the file system. Raises `OSError`.
    """
    python = [f"{name}={value}" for name, value in os.environ.items() if name.startswith("PYTHON")]
    root = Path("/").stat()
    numbers = (os.getegid(), sorted(os.getgroups()), root.st_dev, root.st_ino)
    return [
        sys.prefix,
        str(Path(__file__).parent),
        *sorted(python),
        *map(str, numbers),
        str(Path("/proc/self/ns/mnt").readlink()),
    ]


def open_streams() -> None:
    """Open the null device for an input or output that was closed when this process began.

    Its number would be given to the next file or socket, and what is printed would go there.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # takes the lowest number
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))


def data_dir() -> Path:
    """The data folder as the settings would have it, which take too long to load."""
    return Path(os.environ.get("KERUEN_DATA_DIR", "data"))


@contextmanager
def door(folder: Path) -> Iterator[str]:
    """Address of the socket at which a site with this data folder takes commands.

    However deep the folder lies: an address has 107 bytes at most. Raises `OSError`, and where
    there is no /proc, which is Linux's, whoever uses the address hears that nothing is there.
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
