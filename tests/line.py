"""A line that breaks or is slow: a TCP proxy that lets so many bytes through."""

import math
import random
import socket
import threading
import time
from contextlib import suppress

_BLOCK = 16_384
_SHORTEST, _LONGEST = 40_000, 900_000


class Line:
    """Forwards to a port of this machine.

    While `breaks` holds, every connection is cut after a random number of bytes. `cuts` counts
    the connections that were cut in the middle. `speed` is how many bytes a second all together
    may send; what they are sent comes at once.
    """

    def __init__(self, target: int, seed: int = 1) -> None:
        self.target = target
        self.breaks = True
        self.cuts = 0
        self.speed = math.inf
        self._one_at_a_time = threading.Lock()
        self._chance = random.Random(seed)
        self._server = socket.create_server(("127.0.0.1", 0))
        # What waits in buffers counts as sent to the browser.
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BLOCK)
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
        server.settimeout(None)  # it is silent for as long as something is slowly sent
        left = [self._chance.randrange(_SHORTEST, _LONGEST)]
        pair = [(client, server, True), (server, client, False)]
        threads = [threading.Thread(target=self._copy, args=(*ends, left)) for ends in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for end in (client, server):
            end.close()

    def _copy(
        self, source: socket.socket, target: socket.socket, is_sending: bool, left: list[int]
    ) -> None:
        with suppress(OSError):
            while block := source.recv(_BLOCK):
                left[0] -= len(block)
                if self.breaks and left[0] < 0:
                    self.cuts += 1
                    break
                if is_sending:
                    with self._one_at_a_time:
                        time.sleep(len(block) / self.speed)
                target.sendall(block)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
