"""What the site itself needs done now and then: visits counted, mail sent, people forgotten."""

import time
from collections.abc import Callable

from celery import Celery
from celery.schedules import schedule

from repository.correspondence.forgetting import forget_people
from repository.correspondence.outbox import send_waiting
from repository.correspondence.post import Post
from repository.jobs import QUEUES
from repository.queue import TEND
from repository.repository import Repository
from repository.settings import Settings
from repository.visits import count_visits

_SECONDS = 15.0
_FORGET_SECONDS = 3600.0


def tend(app: Celery, repository: Callable[[], Repository], settings: Settings) -> None:
    """Add the task to the application and to its clock: one message for all of it."""
    post = Post(settings)
    forgotten_at = -_FORGET_SECONDS

    def work() -> None:
        nonlocal forgotten_at
        database = repository().database
        count_visits(database, settings.timezone)
        if time.monotonic() - forgotten_at > _FORGET_SECONDS:
            forget_people(database, settings.keep_letters)
            forgotten_at = time.monotonic()
        if post.is_open:
            send_waiting(database, post)

    app.task(name=TEND)(work)
    app.conf.beat_schedule["tend"] = {
        "task": TEND,
        "schedule": schedule(_SECONDS),
        "options": {"queue": QUEUES[0], "expires": _SECONDS},
    }
