"""The embedded broker: a message is a file that appears whole and is taken by one.

Kombu's own transport writes a message under its final name and takes it through the system's
temporary folder, which may lie on another disk: a worker could read one that is half written or
half copied. Here both are renames within the data folder.
"""

import fcntl
import json
import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):  # type: ignore[misc]  # kombu has no types
    """A way into the folder of messages."""

    def _put(self, queue: str, payload: Any, **_options: Any) -> None:
        folder = Path(self.data_folder_out)
        # Names begin with the moment: the oldest message is taken first.
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}"
        fresh = folder / f"{name}.fresh"
        fresh.write_text(json.dumps(payload))
        fresh.rename(folder / f"{name}.{queue}.msg")

    def _get(self, queue: str) -> Any:
        found = (path.name for path in Path(self.data_folder_in).iterdir())
        for name in sorted(name for name in found if name.partition(".")[2] == f"{queue}.msg"):
            taken = Path(self.processed_folder) / name
            try:
                (Path(self.data_folder_in) / name).rename(taken)
            except FileNotFoundError:
                continue  # another worker was first
            try:
                return json.loads(taken.read_bytes())
            except ValueError:
                log.warning("a message is damaged, the next sweep will send it again: %s", name)
            finally:
                taken.unlink()
        raise Empty

    def get_table(self, exchange: str) -> Any:
        """Which queues an exchange feeds."""
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, *binding: str) -> None:
        with self._alone():
            super()._queue_bind(*binding)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # Kombu truncates a new table before it locks it.
        with (self.control_folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):  # type: ignore[misc]  # kombu has no types
    """What Celery takes for the embedded broker."""

    Channel = Channel
