"""The steps from one shape of the catalogue to the next."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from repository.database import Database
from repository.migration import _config, migrate, newest, pending
from repository.models import Base
from repository.repository import Repository


def test_the_steps_lead_to_the_models(repository: Repository) -> None:
    with repository.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_the_newest_step_is_the_only_head() -> None:
    assert ScriptDirectory.from_config(_config()).get_heads() == [newest()]


def test_migrating_again_does_nothing(repository: Repository) -> None:
    assert not pending(repository.database)
    migrate(repository.database)
    with repository.database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM catalogue_revision")) == 1


def test_an_empty_database_is_pending(postgres_url: str) -> None:
    database = Database(postgres_url)
    assert pending(database)
    migrate(database)
    assert not pending(database)
    database.close()
