"""The demonstration: a consortium's site, however often it is loaded."""

from sqlalchemy import delete, func, select

from repository.articles import find_article
from repository.demo import load_demo
from repository.institutions import find_collection, find_institution
from repository.models import (
    Article,
    ArticleKind,
    Base,
    CollectionMember,
    Institution,
    PageText,
    SiteText,
    Work,
)
from repository.repository import Repository
from tests.repository.library import make_work


def counted(repository: Repository) -> dict[str, int]:
    tables: list[type[Base]] = [Article, CollectionMember, Institution, Work]
    with repository.database.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }


def test_the_demonstration_is_whole_and_loading_it_again_adds_nothing(
    repository: Repository,
) -> None:
    assert len(load_demo(repository)) == 6
    once = counted(repository)
    assert once == {"articles": 22, "collection_members": 7, "institutions": 19, "works": 6}
    with repository.database.write() as session:
        kinds = session.execute(select(Article.kind, func.count()).group_by(Article.kind))
        assert {kind: many for kind, many in kinds} == {  # noqa: C416
            "page": 2, "document": 5, "stage": 11, "news": 4,
        }  # fmt: skip
        text = session.scalars(select(PageText)).one()
        assert text.text.startswith("Шекарадағы кездесулер")
        assert find_institution(session, "mukanov-skounb").city == {
            "kk": ["Петропавл"], "ru": ["Петропавловск"], "en": ["Petropavl"],
        }  # fmt: skip
        # What somebody has written anew, or taken away, is treated accordingly.
        find_article(session, "about", ArticleKind.PAGE).title = {"en": ["Ours"]}
        session.execute(delete(Article).where(Article.slug == "concept"))
    assert load_demo(repository) == []
    assert counted(repository) == once
    with repository.database.read() as session:
        assert find_article(session, "about").title == {"en": ["Ours"]}
        assert find_collection(session, "audio").summary


def test_a_real_site_is_left_alone(repository: Repository) -> None:
    make_work(repository, 1)
    before = counted(repository)
    assert load_demo(repository) == []
    assert counted(repository) == before


def test_without_the_mark_nothing_comes_back(repository: Repository) -> None:
    load_demo(repository)
    with repository.database.write() as session:
        session.scalars(select(SiteText)).one().demonstration = False
        session.execute(delete(Article))
    assert load_demo(repository) == []
    assert counted(repository)["articles"] == 0
