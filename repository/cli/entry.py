"""The command's front door. A running site is asked first: it has everything loaded already."""

import os
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress

from repository.cli.caller import PASSED_ON, Caller, data_dir, door, is_own, open_streams, send

ERRANDS = ("import",)
"""Commands that a site runs for others: what its workers wait for while it is loaded."""

TAKEN = b"+"
_SECONDS = 3.0  # until a site says whether it takes the command


def main() -> None:
    """Run the command line, in this process or in one of the running site."""
    open_streams()
    code = None
    if sys.argv[1:2] and sys.argv[1] in ERRANDS:
        try:
            code = _by_the_site()
        except KeyboardInterrupt:  # before it said whether it does
            sys.stderr.write("Aborted!\n")
            code = 1
    if code is None:
        from repository.cli.main import main as command

        command()
    sys.exit(code)


def _by_the_site() -> int | None:
    """The exit code of the command that a site has run; `None` when there is none that does."""
    with socket.socket(socket.AF_UNIX) as site:
        site.settimeout(_SECONDS)
        try:
            with door(data_dir()) as address:
                site.connect(address)
            # Somebody else's process must see neither our environment nor our terminal.
            if not is_own(site):
                return None
            caller = Caller.here()
            send(site, caller)
            if site.recv(1) != TAKEN:
                return None
        except OSError:
            return None
        return _outcome(site, set(PASSED_ON).difference(caller.ignored))


def _outcome(site: socket.socket, heeded: Iterable[int]) -> int:
    """Wait for the end of the command, and let it know of signals, from which we end as it does."""
    site.settimeout(None)
    told: list[int] = []

    def tell(number: int, _frame: object) -> None:
        told.append(number)
        with suppress(OSError):
            site.sendall(bytes([number]))

    for number in heeded:
        signal.signal(number, tell)
    code = b""
    with suppress(ConnectionResetError):  # it ended with a signal of ours unread
        code = site.recv(1)
    if code:
        return code[0]
    if told:
        signal.signal(told[0], signal.SIG_DFL)
        os.kill(os.getpid(), told[0])
    sys.stderr.write("keruen: the command was ended before it was done; run it again\n")
    return 1
