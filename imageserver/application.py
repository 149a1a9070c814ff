"""What granian calls for each request: at once what is at hand, all else in threads that wait.

Copying a tile takes 10 µs of Python and turning it 0.2 ms, with the interpreter's lock held. In one
thread, the event loop's, no time is lost by handing that lock to and fro. What may wait for a
database, a network, a disk or a drawing goes through WSGI in a thread of its own, so that nothing
at hand waits behind it.
"""

import asyncio
from contextlib import suppress

from imageserver.answer import Answer
from imageserver.bridge import respond
from imageserver.front import QuickDoor, WsgiApp
from imageserver.pool import Threads
from imageserver.rsgi import Exchange, Scope

THREADS = 32
"""Of a web process: up to 25 may wait for pictures being drawn, the others answer meanwhile."""

_PUT_OFF = 1.0
"""Seconds after which a client hears that it is to come again later: some come at once, a few
thousand times a second, and being refused would cost more than pictures do. No thread waits."""


class Application:
    """An RSGI application: the quick door, and a WSGI application that answers all it leaves."""

    def __init__(self, app: WsgiApp, door: QuickDoor, *, threads: int = THREADS) -> None:
        self._app, self._door = app, door
        self._threads = Threads(threads)

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """Answer a request.

        Raises what the WSGI application raises: granian logs it and answers 500.
        """
        answer = self._door(scope) or await self._in_a_thread(scope, exchange)
        if answer is None:
            return
        if answer.puts_off:
            await asyncio.sleep(_PUT_OFF)
        exchange.response_bytes(answer.status, answer.headers, answer.body)

    async def _in_a_thread(self, scope: Scope, exchange: Exchange) -> Answer | None:
        """What the application leaves to be sent. Raises what it raises."""
        answer, failures = await self._started(scope, exchange)
        if failures:
            # Out of the list: its traceback leads back there, and would keep the request's body,
            # for which granian waits before it reads the next request.
            raise failures.pop()
        return answer

    def _started(
        self, scope: Scope, exchange: Exchange
    ) -> "asyncio.Future[tuple[Answer | None, list[BaseException]]]":
        """Done when the application is: what that leaves, or what it raises."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[tuple[Answer | None, list[BaseException]]] = loop.create_future()

        def work() -> None:
            answer: Answer | None = None
            failures: list[BaseException] = []
            try:
                answer = respond(self._app, scope, exchange, loop)
            except BaseException as error:  # noqa: BLE001 - the border: handed to who logs it
                failures.append(error)
            with suppress(RuntimeError):  # the loop has ended before us
                loop.call_soon_threadsafe(done.set_result, (answer, failures))

        self._threads.start(work)
        return done
