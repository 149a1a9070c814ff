"""A line that breaks: a TCP proxy that lets so many bytes through and then cuts."""

import random
import socket
import threading
from contextlib import suppress

_BLOCK = 16_384
_SHORTEST, _LONGEST = 40_000, 900_000


class Line:
    """Forwards to a port of this machine.

    While `breaks` holds, every connection is cut after a random number of bytes. `cuts` counts
    the connections that were cut in the middle.
    """

    def __init__(self, target: int, seed: int = 1) -> None:
        self.target = target
        self.breaks = True
        self.cuts = 0
        self._chance = random.Random(seed)
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.target), timeout=10)
        except OSError:
            client.close()
            return
        left = [self._chance.randrange(_SHORTEST, _LONGEST)]
        pair = [(client, server), (server, client)]
        threads = [threading.Thread(target=self._copy, args=(*ends, left)) for ends in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for end in (client, server):
            end.close()

    def _copy(self, source: socket.socket, target: socket.socket, left: list[int]) -> None:
        with suppress(OSError):
            while block := source.recv(_BLOCK):
                left[0] -= len(block)
                if self.breaks and left[0] < 0:
                    self.cuts += 1
                    break
                target.sendall(block)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
