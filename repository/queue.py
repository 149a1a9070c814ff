"""The one module that sends to Celery; tasks are called by name and carry ids only."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError
from kombu.utils.uuid import uuid

from repository.database import Nudge
from repository.settings import Settings

RUN_JOB = "keruen.run_job"
SWEEP = "keruen.sweep"
TEND = "keruen.tend"

_DISK_BROKER = "repository.disk_broker"
_SECONDS = 3
_TWELVE_HOURS = 12 * 3600

log = logging.getLogger(__name__)


def celery_settings(settings: Settings) -> dict[str, Any]:
    """Celery's configuration, the same for those who send and those who work."""
    address = settings.broker_address
    embedded = address.startswith("filesystem:")
    return {
        "broker_url": address,
        "broker_transport": f"{_DISK_BROKER}:Transport" if embedded else None,
        "broker_transport_options": _on_disk(settings.data_dir) if embedded else _over_network(),
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "worker_prefetch_multiplier": 1,
        "worker_send_task_events": False,
        "worker_enable_remote_control": False,
    }


def _on_disk(data_dir: Path) -> dict[str, Any]:
    folder = data_dir.absolute() / "queue"
    for name in ("messages", "processed", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "processed_folder": str(folder / "processed"),
        "control_folder": str(folder / "control"),
        "store_processed": False,
        "polling_interval": 0.05,
    }


def _over_network() -> dict[str, Any]:
    return {
        "socket_timeout": _SECONDS,
        "socket_connect_timeout": _SECONDS,
        "socket_keepalive": True,
        # Redis hands a message out again after this time; the default hour repeats long work.
        "visibility_timeout": _TWELVE_HOURS,
    }


def load() -> None:
    """Load what sending takes, which Celery would do for the first message."""
    for name in ("celery.app.amqp", "celery.loaders.app", _DISK_BROKER):
        import_module(name)


class Queue:
    """The way to the workers. What cannot be sent is found by the sweep."""

    def __init__(self, settings: Settings) -> None:
        self._celery = Celery("keruen", set_as_current=False)
        self._celery.conf.update(celery_settings(settings))

    def send(self, nudges: list[Nudge]) -> None:
        """Tell the workers of jobs, given as (id, queue). A broker that is away is logged only."""
        try:
            with self._connection() as connection:
                self._publish(connection, nudges)
        except (OperationalError, OSError) as error:
            log.warning("the broker does not answer, the next sweep will send again: %s", error)

    def _publish(self, connection: Any, nudges: list[Nudge]) -> None:
        """Send the messages. Raises `OSError`."""
        # Not by `send_task`, which looks for a store of results through the metadata of every
        # package that is installed: 30 ms of each command.
        amqp = self._celery.amqp
        try:
            with amqp.Producer(connection, auto_declare=False) as producer:
                for job_id, queue in nudges:
                    message = amqp.create_task_message(uuid(), RUN_JOB, [job_id], {})
                    amqp.send_task_message(producer, RUN_JOB, message, queue=queue, retry=False)
        except (*connection.connection_errors, *connection.channel_errors) as error:
            raise OSError(str(error)) from error

    def ping(self) -> None:
        """Ask the broker whether it is there. Raises `OSError` when it is not."""
        try:
            with self._connection():
                return
        except OperationalError as error:
            raise OSError(str(error)) from error

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        with self._celery.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=_SECONDS)
            yield connection
