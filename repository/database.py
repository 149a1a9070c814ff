"""The connection to the catalogue: one transaction for reading, one for writing."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm import Session

from repository.authorities.uses import follow
from repository.errors import DatabaseUnavailableError, RefusedError
from repository.noticing import watch

_BUSY_SECONDS = 30
_NUDGES = "nudges"
_WAITS = "waits for the disk"

Nudge = tuple[str, str]


class Database:
    """A pool of connections to SQLite (WAL) or PostgreSQL.

    `on_commit` is told the jobs, as (id, queue), that a committed transaction made ready to run.
    """

    def __init__(self, url: str, on_commit: Callable[[list[Nudge]], None] | None = None) -> None:
        self.engine = _engine(url)
        self._on_commit = on_commit
        self._before_commit: Callable[[Session], None] | None = None

    def before_commit(self, told: Callable[[Session], None]) -> None:
        """Have every transaction shown to `told` before it is committed: it may add to it."""
        self._before_commit = told

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the catalogue and changes nothing.

        Raises `DatabaseUnavailableError`.
        """
        with translated(), Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Session]:
        """One transaction: committed at the end, undone when an exception leaves the block.

        One that need not be `lasting` may be lost, though never torn, when the power fails within
        the next moments: SQLite does not wait for the disk while all others wait for its lock.
        Raises `DatabaseUnavailableError`.
        """
        bind = self.engine.execution_options(immediate=True, lasting=lasting)
        with translated(), _Writing(bind, expire_on_commit=False) as session:
            with session.begin():
                yield session
                session.flush()
                if self._before_commit:
                    self._before_commit(session)
            nudges = session.info.pop(_NUDGES, [])
        if nudges and self._on_commit:
            self._on_commit(nudges)

    def close(self) -> None:
        """Close the pooled connections; the object can be used again afterwards."""
        self.engine.dispose()


class _Writing(Session):
    """A session whose changes are followed."""


event.listen(_Writing, "after_flush", follow)
watch(_Writing)


@contextmanager
def translated() -> Iterator[None]:
    """Raise `DatabaseUnavailableError` for what the driver says of a database that is away."""
    try:
        yield
    except OperationalError as error:
        raise DatabaseUnavailableError(str(error.orig)) from error


def nudge_after_commit(session: Session, job_id: str, queue: str) -> None:
    """Have the queue told of this job once the transaction is committed."""
    session.info.setdefault(_NUDGES, []).append((job_id, queue))


def insert_missing(session: Session, model: type[Any], *rows: Mapping[str, Any]) -> None:
    """Insert the rows, but for those whose key is there already, whoever wrote them."""
    if rows:
        insert = insert_of(session)
        session.execute(insert(model).on_conflict_do_nothing(), rows)


def insert_of(session: Session) -> Any:
    """The INSERT of this database, which knows of conflicts."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite_insert
    # All drivers of PostgreSQL come with it: no command on SQLite waits for them.
    from sqlalchemy.dialects.postgresql import insert

    return insert


def _engine(url: str) -> Engine:
    engine = _opened(url)
    event.listen(engine, "handle_error", _refuse)
    return engine


def _refuse(context: ExceptionContext) -> None:
    """What no column can hold (a zero byte, a number of twenty digits) is its sender's fault."""
    seen = context.sqlalchemy_exception or context.original_exception
    if isinstance(seen, DataError | OverflowError):
        raise RefusedError("cannot-be-kept") from context.original_exception


def _opened(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            pool_timeout=_BUSY_SECONDS,
            json_deserializer=_from_json,
            # Compiling takes longer than any of our statements: searches are wide, not long.
            connect_args={"connect_timeout": 5, "options": "-c timezone=utc -c jit=off"},
        )
    engine = create_engine(
        url, json_deserializer=_from_json, connect_args={"timeout": _BUSY_SECONDS}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _from_json(text: str | bytes) -> Any:
    """A thousand pages have eight thousand JSON columns: pydantic's reader takes a third."""
    try:
        return from_json(text)
    except ValueError:  # a lone surrogate, which it refuses
        return json.loads(text)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Python's driver would open transactions by itself, too late for BEGIN IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("immediate"):
        _wait_for_disk(connection, wanted=options.get("lasting", True))
        # A transaction that reads and then writes would fail at once when another has written in
        # between; taking the write lock first makes it wait its turn instead.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def _wait_for_disk(connection: Connection, *, wanted: bool) -> None:
    if connection.info.setdefault(_WAITS, True) != wanted:
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if wanted else 'NORMAL'}")
        connection.info[_WAITS] = wanted
