"""Bring the catalogue's tables to the shape this version of the software needs."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

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

    with translated(), database.engine.execution_options(immediate=True).begin() as connection:
        if not database.is_sqlite:
            # Two processes may start at once; the second waits here and then finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7215601)")
        config = _config()
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


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config
