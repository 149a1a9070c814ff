"""The steps from one shape of the catalogue to the next."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from repository.database import Database
from repository.migration import alembic_config, migrate, newest, pending, rebuilding
from repository.models import Base, Derivative, Job, Page, PageText, Work
from repository.repository import Repository
from repository.revisions import touch
from repository.search.query import Clause, Query
from repository.search.tsvector import TsVector
from repository.search.words import Level
from tests.repository.library import make_work
from tests.repository.search.shelf import found, index, put_text, put_work


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


def test_what_is_indexed_is_found_and_forgotten_after_the_words_are_kept_anew(
    repository: Repository,
) -> None:
    work_id = put_work(repository, {"kk": ["Қара сөз"]}, ["алты алаш баласы", "екінші бет"])
    index(repository)
    step(repository, "0024")
    if not repository.database.is_sqlite:
        as_words = "terms || array_to_tsvector(ARRAY['=алты', '~алты', '=алаш'])"
        with repository.database.write() as session:
            session.execute(text(f"UPDATE search_text_pages SET terms = {as_words}"))
    migrate(repository.database)
    if not repository.database.is_sqlite:
        query = Query(clauses=(Clause(("алты",)), Clause(("алаш",))))
        pages = TsVector().pages(query, [Level.EXACT])
        with repository.database.read() as session:
            assert len(session.execute(pages).all()) == 2
            assert session.execute(TsVector().pages(query, [Level.STEM])).all() == []
    for phrase in ('"қара сөз"', '"алты алаш"', '"алаш баласы"'):
        assert found(repository, phrase) == [work_id]
    assert found(repository, '"баласы алаш"') == []
    with repository.database.write() as session:
        page_id = session.scalars(select(PageText.page_id).where(PageText.text.like("алты%"))).one()
        put_text(session, page_id, "жаңа мәтін", ["kk"])
        row = session.get_one(PageText, page_id)
        row.revision += 1
        touch(session, session.get_one(Work, work_id))
    index(repository)
    assert found(repository, '"алты алаш"') == []
    assert found(repository, "мәтін") == [work_id]
