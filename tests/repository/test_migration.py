"""The steps from one shape of the catalogue to the next."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from repository.database import Database
from repository.migration import alembic_config, migrate, newest, pending, rebuilding
from repository.models import Base, Derivative, Job, Page, Work
from repository.repository import Repository
from tests.repository.library import make_work


def is_modelled(name: str | None, kind: str, _parents: object) -> bool:
    """The full text search of each database has tables of its own, which no model names."""
    return kind != "table" or name is None or not name.startswith("search_text_")


def test_the_steps_lead_to_the_models(repository: Repository) -> None:
    with repository.database.engine.connect() as connection:
        options = {"compare_type": False, "include_name": is_modelled}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def test_the_newest_step_is_the_only_head() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [newest()]


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


def step(repository: Repository, target: str) -> None:
    with rebuilding(repository.database) as connection, connection.begin():
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, target)


def test_nothing_is_lost_on_the_way(repository: Repository) -> None:
    work_id = make_work(repository, 3)
    step(repository, "0002")
    assert pending(repository.database)
    with repository.database.write() as session:
        session.execute(text("UPDATE works SET behavior = 'individuals'"))
    migrate(repository.database)
    assert not pending(repository.database)
    with repository.database.read() as session:
        assert session.get_one(Work, work_id).behaviors == ["individuals"]
        for table in (Page, Job, Derivative):
            assert session.scalar(select(func.count()).select_from(table)) == 3


def test_all_the_way_back_and_forth(repository: Repository) -> None:
    step(repository, "base")
    migrate(repository.database)
    make_work(repository, 1)
    with repository.database.read() as session:
        for table in Base.metadata.sorted_tables:
            session.execute(select(table).limit(1))
