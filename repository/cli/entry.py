"""The command's front door. A running site is asked first: it has everything loaded already."""

import signal
import socket
import sys
from contextlib import suppress

from repository.cli.caller import Caller, data_dir, door, is_own, send

ERRANDS = ("import",)
"""Commands that a site runs for others: what its workers wait for while it is loaded."""

TAKEN = b"+"
_SECONDS = 5.0  # until a site says whether it takes the command
PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals to a caller that the command is to have."""


def main() -> None:
    """Run the command line, in this process or in one of the running site."""
    code = _by_the_site() if sys.argv[1:2] and sys.argv[1] in ERRANDS else None
    if code is None:
        from repository.cli.main import main as command

        command()
    sys.exit(code)


def _by_the_site() -> int | None:
    """The exit code of the command that a site has run; `None` when there is none that does."""
    if not hasattr(socket, "SO_PEERCRED"):  # Linux has it
        return None
    with socket.socket(socket.AF_UNIX) as site:
        site.settimeout(_SECONDS)
        try:
            with door(data_dir()) as address:
                site.connect(address)
            # Somebody else's process must see neither our environment nor our terminal.
            if not is_own(site):
                return None
            send(site, Caller.here())
            if site.recv(1) != TAKEN:
                return None
        except OSError:
            return None
        return _outcome(site)


def _outcome(site: socket.socket) -> int:
    """Wait for the end of the command, and let it know of signals."""
    site.settimeout(None)
    for number in PASSED_ON:
        signal.signal(number, lambda caught, _frame: _tell(site, caught))
    code = site.recv(1)
    if not code:
        sys.stderr.write("keruen: the command was ended before it was done; run it again\n")
    return code[0] if code else 1


def _tell(site: socket.socket, number: int) -> None:
    with suppress(OSError):
        site.sendall(bytes([number]))
