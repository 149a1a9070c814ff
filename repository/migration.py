"""Bring the catalogue's tables to the shape this version of the software needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from repository.database import Database, translated

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"
# Alembic's own table, with one row: the last step applied.
_APPLIED = "alembic_version"


def migrate(database: Database) -> None:
    """Apply every step that is missing, all or none; does nothing on a current catalogue.

    Raises `DatabaseUnavailableError`.
    """
    from alembic import command

    with translated(), rebuilding(database) as connection, connection.begin():
        if not database.is_sqlite:
            # Two processes may start at once; the second waits here and then finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7215601)")
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def pending(database: Database) -> bool:
    """Whether steps are missing. Raises `DatabaseUnavailableError`.

    Every command asks this; Alembic itself takes a third of a second to load.
    """
    with translated(), database.engine.connect() as connection:
        if not inspect(connection).has_table(_APPLIED):
            return True
        applied = connection.scalar(text(f"SELECT version_num FROM {_APPLIED}"))
    return str(applied) != newest()


def newest() -> str:
    """The last step this version knows; steps are numbered files, `0001_….py` and on."""
    return max(path.name for path in (_FOLDER / "versions").glob("[0-9]*.py")).split("_")[0]


@contextmanager
def rebuilding(database: Database) -> Iterator[Connection]:
    """A connection on which tables may be made anew.

    SQLite changes a table by copying it and dropping the old one, which with foreign keys at work
    would take all rows that point at it along.
    """
    with database.engine.connect().execution_options(immediate=True) as connection:
        driver = connection.connection.driver_connection
        if not database.is_sqlite or driver is None:
            yield connection
            return
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def alembic_config() -> "Config":
    """Where Alembic finds the steps."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config
