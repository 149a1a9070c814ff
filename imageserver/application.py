"""What granian calls for each request: at once what is at hand, all else in threads that wait.

Copying a tile takes 10 µs of Python and turning it 0.2 ms, with the interpreter's lock held. In one
thread, the event loop's, no time is lost by handing that lock to and fro. What may wait for a
database, a network, a disk or a drawing goes through WSGI in a thread of its own, so that nothing
at hand waits behind it.
"""

import asyncio
from contextlib import suppress

from imageserver.bridge import respond
from imageserver.front import QuickDoor, WsgiApp
from imageserver.pool import Threads
from imageserver.rsgi import Exchange, Scope

THREADS = 32
"""Of a web process: up to 25 may wait for pictures being drawn, the others answer meanwhile."""


class Application:
    """An RSGI application: the quick door, and a WSGI application that answers all it leaves."""

    def __init__(self, app: WsgiApp, door: QuickDoor, *, threads: int = THREADS) -> None:
        self._app, self._door = app, door
        self._threads = Threads(threads)

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """Answer a request.

        Raises what the WSGI application raises: granian logs it and answers 500.
        """
        answer = self._door(scope)
        if answer is not None:
            exchange.response_bytes(answer.status, answer.headers, answer.body)
            return
        failures = await self._in_a_thread(scope, exchange)
        if failures:
            # Out of the list: its traceback leads back there, and would keep the request's body,
            # for which granian waits before it reads the next request.
            raise failures.pop()

    def _in_a_thread(
        self, scope: Scope, exchange: Exchange
    ) -> "asyncio.Future[list[BaseException]]":
        """Done when the application is; then it holds what that raised, if anything."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[list[BaseException]] = loop.create_future()

        def work() -> None:
            failures: list[BaseException] = []
            try:
                respond(self._app, scope, exchange, loop)
            except BaseException as error:  # noqa: BLE001 - the border: handed to who logs it
                failures.append(error)
            with suppress(RuntimeError):  # the loop has ended before us
                loop.call_soon_threadsafe(done.set_result, failures)

        self._threads.start(work)
        return done
