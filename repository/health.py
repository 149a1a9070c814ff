"""Whether the parts Keruen stands on answer."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text

from repository.errors import RepositoryError
from repository.migration import pending
from repository.queue import Queue
from repository.repository import Repository
from storage import StorageError


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: its name, whether it does its work, and in words what was found."""

    part: str
    well: bool
    words: str


def findings(repository: Repository) -> list[Finding]:
    """The state of database, storage and broker, each asked with a time-out."""
    return [
        _look("database", lambda: _database(repository)),
        _look("storage", lambda: _storage(repository)),
        _look("broker", lambda: _broker(repository)),
    ]


def _look(part: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(part, True, look())
    except (RepositoryError, StorageError, OSError) as error:
        return Finding(part, False, str(error) or type(error).__name__)


def _database(repository: Repository) -> str:
    with repository.database.read() as session:
        session.execute(text("SELECT 1"))
    if pending(repository.database):
        raise RepositoryError("not up to date, run `keruen migrate`")
    return repository.database.engine.dialect.name


def _storage(repository: Repository) -> str:
    key = f"probe/{secrets.token_hex(8)}"
    repository.storage.put(key, b"keruen")
    try:
        if repository.storage.read(key) != b"keruen":
            raise StorageError("what was written is not what is read")
    finally:
        repository.storage.delete(key)
    return "readable and writable"


def _broker(repository: Repository) -> str:
    Queue(repository.settings).ping()
    return "answers"
