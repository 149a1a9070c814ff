"""Telling visitors apart for a day, without keeping who they are."""

import secrets
from datetime import UTC, date, datetime
from hashlib import blake2b

from repository.database import Database, insert_missing
from repository.models import VisitSalt


class Visitors:
    """Makes the key of a visitor: a hash of address and browser with the salt of the day.

    The salt is made by whichever process is first, shared by all, and removed when its day (UTC)
    is over: from then on nobody can tell whose key it was.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._day = date.min
        self._salt = b""

    def key(self, moment: float, address: str, agent: str) -> str:
        """Sixteen hexadecimal digits. Raises `DatabaseUnavailableError`."""
        day = datetime.fromtimestamp(moment, UTC).date()
        if day != self._day:
            self._salt = self._salt_of(day)
            self._day = day
        words = f"{address}\0{agent}".encode(errors="replace")
        return blake2b(words, key=self._salt, digest_size=8).hexdigest()

    def _salt_of(self, day: date) -> bytes:
        with self._database.write() as session:
            insert_missing(session, VisitSalt, {"day": day, "salt": secrets.token_hex(32)})
            row = session.get_one(VisitSalt, day)
            return bytes.fromhex(row.salt)
