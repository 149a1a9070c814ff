"""Commands that a running site runs for those who call them.

Loading what a command needs takes half a second, a good part of a short import. The process that
watches over the site has it loaded; so it forks, and the child takes the caller's place, as `chg`
does for Mercurial. Only processes of the same user are let in. Whoever finds nobody at the door,
or a site that is not what they are (other code, groups, root), loads the command for themselves.
"""

import gc
import os
import select
import signal
import socket
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from sqlalchemy.orm import configure_mappers

from repository import queue
from repository.cli.caller import PASSED_ON, door, is_own, receive, standing
from repository.cli.entry import ERRANDS, TAKEN
from repository.cli.main import load, main

_WAITING = 8  # calls
_SECONDS = 5.0  # for a call to be sent
_OURS = ("repository", "imageserver", "manifests", "storage")


class Errands:
    """Takes commands at the door of a site and watches over the children that run them.

    Where there can be no door (no Linux, a file system without sockets), or another site with this
    data folder has it, nobody calls. For one thread.
    """

    def __init__(self, folder: Path) -> None:
        for name in ERRANDS:
            load(name)
        # What the first message and the first question would do.
        queue.load()
        configure_mappers()
        gc.freeze()
        self._folder, self._files = folder, _loaded()
        self._children: list[int] = []
        self._door: socket.socket | None = None
        with suppress(OSError):
            self._standing = standing()
            self._door = _opened(folder)

    def wait(self, seconds: float) -> None:
        """Let that much time pass, less when somebody calls."""
        self._children = [child for child in self._children if not _has_ended(child)]
        if self._door is None:
            time.sleep(seconds)
        elif select.select([self._door], [], [], seconds)[0]:
            # A caller that is gone again, or no room for another process: they help themselves.
            with suppress(OSError):
                self._take(self._door)

    def close(self) -> None:
        """Take no more; commands that run go on."""
        if self._door is not None:
            with suppress(OSError), door(self._folder) as address:
                Path(address).unlink()
            self._door.close()
            self._door = None

    def _take(self, at: socket.socket) -> None:
        connection, _address = at.accept()
        with connection:
            if is_own(connection):
                child = os.fork()
                if child == 0:
                    at.close()
                    self._run(connection)
                self._children.append(child)

    def _run(self, connection: socket.socket) -> NoReturn:
        """Be the command that is called for, and end."""
        code = 1
        try:
            os.setsid()  # what ends the site does not end it
            for number in PASSED_ON:
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            connection.settimeout(_SECONDS)
            caller, streams = receive(connection)
            _let_go_of_all_but(connection.fileno(), *streams)
            if caller.standing == self._standing and _are_as_they_were(self._files):
                caller.take_place(streams)
                connection.settimeout(None)
                connection.sendall(TAKEN)
                threading.Thread(target=_listen, args=(connection,), daemon=True).start()
                code = _command(caller.arguments)
                connection.sendall(bytes([code]))
        finally:
            os._exit(code)


def _opened(folder: Path) -> socket.socket:
    at = socket.socket(socket.AF_UNIX)
    umask = os.umask(0o177)
    try:
        with door(folder) as address:
            _remove_what_nobody_opens(address)
            at.bind(address)
            at.listen(_WAITING)
    except OSError:
        at.close()
        raise
    finally:
        os.umask(umask)
    return at


def _remove_what_nobody_opens(address: str) -> None:
    """The socket of a site that was killed. That of one that runs stays, and is in the way."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(_SECONDS)
        try:
            probe.connect(address)
        except FileNotFoundError:
            return
        except ConnectionRefusedError:
            Path(address).unlink()


def _let_go_of_all_but(*kept: int) -> None:
    """Close what the site holds, or was given when it was started."""
    for descriptor in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if descriptor > 2 and descriptor not in kept:
            with suppress(OSError):  # that of the listing is closed
                os.close(descriptor)


def _loaded() -> dict[Path, int]:
    """Our files that are loaded, and when they were changed, in nanoseconds."""
    ours = [sys.modules[name] for name in sys.modules if name.partition(".")[0] in _OURS]
    files = [Path(module.__file__) for module in ours if module.__file__]
    return {file: file.stat().st_mtime_ns for file in files}


def _are_as_they_were(files: dict[Path, int]) -> bool:
    with suppress(FileNotFoundError):
        return all(file.stat().st_mtime_ns == then for file, then in files.items())
    return False


def _has_ended(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG)[0] == child
    except ChildProcessError:  # who started the site wants to hear of no children
        return True


def _listen(connection: socket.socket) -> None:
    """Do to this command what is done to its caller."""
    with suppress(OSError):
        while number := connection.recv(1):
            if number[0] in PASSED_ON:
                os.killpg(0, number[0])
    os.killpg(0, signal.SIGHUP)  # the caller is gone


def _command(arguments: list[str]) -> int:
    """Run the command; its exit code."""
    try:
        main(arguments, prog_name="keruen")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except Exception:  # noqa: BLE001 - nobody is above to show it
        traceback.print_exc()
        code = 1
    with suppress(OSError):
        sys.stdout.flush()
    return code & 0xFF
