"""Noting what visitors see, without making them wait: a queue in memory, written now and then."""

import logging
import threading
import time
from collections import deque
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from counter_robots import is_robot_or_machine
from sqlalchemy import insert

from repository.database import Database
from repository.errors import DatabaseUnavailableError
from repository.models import Visit
from repository.visits.visitors import Visitors

LOOK, READ = "look", "read"
_EVERY = 3.0  # seconds between two writings
_AGAIN = 10.0  # seconds for which the same thing is not written twice
_MOST_NOTES = 50_000  # waiting in memory; what comes on top is not counted
_MOST_REMEMBERED = 20_000
_LONGEST_AGENT = 400

log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """What somebody saw: `moment` in seconds since 1970, where from, by which browser."""

    moment: float
    address: str
    agent: str
    action: str
    kind: str
    subject: str


class VisitLog:
    """The notes of one process. Robots and programs are left out, by the list of COUNTER."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._visitors = Visitors(database)
        self._notes: deque[Seen] = deque(maxlen=_MOST_NOTES)
        self._written: dict[tuple[str, str, str, str], float] = {}
        self._wake = threading.Event()
        # Nothing but an append: this is called for every tile.
        self.note = self._notes.append

    def start(self) -> None:
        """Write the notes from a thread of its own for as long as the process lives."""
        threading.Thread(target=self._run, name="visits", daemon=True).start()

    def flush(self) -> int:
        """Write what was noted; returns the number of rows. Raises `DatabaseUnavailableError`."""
        notes = [self._notes.popleft() for _ in range(len(self._notes))]
        people = [note for note in notes if is_person(note.agent[:_LONGEST_AGENT])]
        rows = [row for row in map(self._row, people) if row is not None]
        if rows:
            with self._database.write() as session:
                session.execute(insert(Visit), rows)
        return len(rows)

    def _run(self) -> None:
        while not self._wake.wait(_EVERY):
            try:
                self.flush()
            except DatabaseUnavailableError as error:
                log.warning("some visits were not counted: %s", error)

    def _row(self, note: Seen) -> dict[str, object] | None:
        visitor = self._visitors.key(note.moment, note.address, note.agent[:_LONGEST_AGENT])
        what = (visitor, note.action, note.kind, note.subject)
        if note.moment - self._written.get(what, 0.0) < _AGAIN:
            return None
        if len(self._written) >= _MOST_REMEMBERED:
            self._forget(note.moment)
        self._written[what] = note.moment
        return {
            "moment": datetime.fromtimestamp(note.moment, UTC),
            "visitor": visitor,
            "action": note.action,
            "kind": note.kind,
            "subject": note.subject,
            "counted": False,
        }

    def _forget(self, moment: float) -> None:
        fresh = {what: at for what, at in self._written.items() if moment - at < _AGAIN}
        self._written = fresh if len(fresh) < _MOST_REMEMBERED else {}


@lru_cache(maxsize=4096)
def is_person(agent: str) -> bool:
    """Whether a browser's name is none of a robot or a program; nameless ones are."""
    return bool(agent.strip()) and not is_robot_or_machine(agent)


def seen(address: str, agent: str, action: str, kind: str, subject: str = "") -> Seen:
    """A note of this moment."""
    return Seen(time.time(), address, agent, action, kind, subject)
