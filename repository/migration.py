"""Bring the catalogue's tables to the shape this version of the software needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from repository.database import Database, translated


def migrate(database: Database) -> None:
    """Apply every step that is missing, all or none; does nothing on a current catalogue.

    Raises `DatabaseUnavailableError`.
    """
    with translated(), database.engine.execution_options(immediate=True).begin() as connection:
        if not database.is_sqlite:
            # Two processes may start at once; the second waits here and then finds nothing to do.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7215601)")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def pending(database: Database) -> bool:
    """Whether steps are missing. Raises `DatabaseUnavailableError`."""
    with translated(), database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_heads()
    return set(current) != set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
