"""A work whose manifest breaks a rule cannot be published, and the curator reads why."""

from repository.models import Work
from repository.reasons import sentence
from repository.repository import Repository
from repository.revisions import touch
from repository.works import get_work, hindrances, publish
from tests.repository.library import make_work
from tests.repository.test_pages import new_work, put, stored
from tests.repository.test_presentation import counted, selects


def wrong(repository: Repository) -> str:
    work_id = make_work(repository, 3, published=False)
    with repository.database.write() as session:
        work = get_work(session, work_id)
        work.rights = "https://example.org/all-mine"
        work.behaviors = ["paged", "continuous"]
        touch(session, work)
    return work_id


def test_a_work_that_breaks_rules_is_not_published(repository: Repository) -> None:
    work_id = wrong(repository)
    with repository.database.write() as session:
        found = publish(session, get_work(session, work_id))
    assert {hindrance.code for hindrance in found} == {"manifest-invalid"}
    for language, word in (("kk", "Шығарма"), ("ru", "Произведение"), ("en", "Work")):
        sentences = [sentence(each.code, each.params, language) for each in found]
        assert all(f": {word}" in text for text in sentences)
        assert any("example.org/all-mine" in text for text in sentences)
    with repository.database.read() as session:
        assert session.get_one(Work, work_id).state == "draft"


def test_each_state_is_looked_at_once(repository: Repository) -> None:
    work_id = wrong(repository)

    def ask() -> int:
        with counted(repository) as statements, repository.database.read() as session:
            assert hindrances(session, get_work(session, work_id))
        return selects(statements)

    first = ask()
    assert ask() == first - 8
    with repository.database.write() as session:
        work = get_work(session, work_id)
        work.rights = None
        touch(session, work)
    assert ask() == first


def test_an_unfinished_work_costs_no_manifest(repository: Repository) -> None:
    work_id = new_work(repository)
    put(repository, work_id, stored("1.tif"))
    with counted(repository) as statements, repository.database.read() as session:
        (found,) = hindrances(session, get_work(session, work_id))
    assert found.code == "page-unfinished"
    assert selects(statements) == 4
