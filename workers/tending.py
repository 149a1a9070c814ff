"""What the site itself needs done now and then: visits counted, mail sent, people forgotten."""

from collections.abc import Callable

from celery import Celery
from celery.schedules import schedule

from repository.correspondence.forgetting import forget_people
from repository.correspondence.outbox import send_waiting
from repository.correspondence.post import Post
from repository.jobs import QUEUES
from repository.repository import Repository
from repository.settings import Settings
from repository.visits import count_visits

_COUNT_SECONDS = 20.0
_MAIL_SECONDS = 10.0
_FORGET_SECONDS = 3600.0


def tend(app: Celery, repository: Callable[[], Repository], settings: Settings) -> None:
    """Add these tasks to the application and to its clock."""
    post = Post(settings)

    def count() -> None:
        count_visits(repository().database, settings.timezone)

    def send() -> None:
        if post.is_open:
            send_waiting(repository().database, post)

    def forget() -> None:
        forget_people(repository().database, settings.keep_letters)

    for name, work, seconds in (
        ("count_visits", count, _COUNT_SECONDS),
        ("send_mail", send, _MAIL_SECONDS),
        ("forget_people", forget, _FORGET_SECONDS),
    ):
        app.task(name=f"keruen.{name}")(work)
        app.conf.beat_schedule[name] = {
            "task": f"keruen.{name}",
            "schedule": schedule(seconds),
            "options": {"queue": QUEUES[0], "expires": seconds},
        }
