"""What a search finds, in which order and how it is counted: the same on both databases."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from sqlalchemy import delete, event, select, update

from repository.browse import Order as ListOrder
from repository.browse import works_of_collection
from repository.models import (
    CollectionMember,
    Page,
    PageText,
    SearchPage,
    SearchWork,
    Work,
    WorkState,
)
from repository.repository import Repository
from repository.revisions import touch
from repository.search import matching, results
from repository.search.document import Facet
from repository.search.following import all_again, stale_works
from repository.search.results import Order
from repository.settings import Settings
from repository.works import unpublish
from tests.quickly import open_empty
from tests.repository.search.shelf import ask, found, index, put_text, put_work


@dataclass(frozen=True)
class Shelf:
    repository: Repository
    lake: str
    hand: str
    words: str
    russian: str
    english: str


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Repository]:
    """A repository for all that only looks."""
    folder = tmp_path_factory.mktemp("kept")
    with ExitStack() as stack:
        url = ""
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres_server")
            template = request.getfixturevalue("postgres_template")
            url = stack.enter_context(server.database(template))
        opened = open_empty(Settings(data_dir=folder / "data", database_url=url))
        stack.callback(opened.close)
        yield opened


@pytest.fixture(scope="module")
def shelf(kept: Repository) -> Shelf:
    return filled(kept)


@pytest.fixture
def own(repository: Repository) -> Shelf:
    """A shelf to change."""
    return filled(repository)


def filled(repository: Repository) -> Shelf:
    made = Shelf(
        repository,
        lake=put_work(
            repository,
            {"kk": ["Көл туралы өлеңдер"], "ru": ["Стихи об озере"]},
            ["Бұл кітаптың бірінші беті.", "Көлдің суы мөлдір.\nТау-\nлардың басы қар."],
            creator="Абай Құнанбайұлы",
            date="1909",
            language="kaz",
            type="book",
            subject="Поэзия",
        ),
        hand=put_work(
            repository,
            {"kk": ["Қол өнері"]},
            ["Қолдың шеберлігі."],
            date="1933",
            language="kk",
            type="book",
        ),
        words=put_work(
            repository,
            {"kk": ["Қара сөздер"]},
            ["Ақыл сөзі, қара сөз.", "Сөз қара."],
            date="XIX ғ.",
        ),
        russian=put_work(
            repository,
            {"ru": ["Исторія Россіи"]},
            ["Древняго лѣса безсмертный разсказъ.", "Описание Алма-Аты и озёр."],
            languages=("rus",),
            creator="Карамзин Н. М.",
            date="1816",
            language="rus",
            type="book",
        ),
        english=put_work(
            repository,
            {"en": ["The libraries of Central Asia"]},
            ["Libraries of the steppe."],
            languages=("eng",),
            language="eng",
            type="map",
        ),
    )
    index(repository)
    return made


def test_any_form_in_any_alphabet_finds_the_work(shelf: Shelf) -> None:
    for typed in ("көлде", "kölde", "كولدە", "Абайдың", "abaidyn", "кітаптарымыз", "китап"):
        assert shelf.lake in found(shelf.repository, typed), typed


def test_exact_ranks_above_stemmed_above_folded(shelf: Shelf) -> None:
    assert found(shelf.repository, "көл") == [shelf.lake, shelf.hand]
    assert found(shelf.repository, "қолдың") == [shelf.hand, shelf.lake]
    assert set(found(shelf.repository, "кол")) == {shelf.lake, shelf.hand}


def test_what_stands_on_very_many_pages_is_found_alike(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("көл", "кітап", '"мөлдір көл"', "kol", "книга -словарь")
    usual = [ask(shelf.repository, text) for text in asked]
    monkeypatch.setattr(matching, "VERY_MANY", 0)
    monkeypatch.setattr(results, "RARE", 0)
    for text, before in zip(asked, usual, strict=True):
        now = ask(shelf.repository, text)
        assert (now.total, now.facets) == (before.total, before.facets)
        pages = {work.work_id: (work.pages, work.hits) for work in before.works}
        assert {work.work_id: (work.pages, work.hits) for work in now.works} == pages
    assert found(shelf.repository, "көл")[0] == shelf.lake


def test_old_and_new_spelling_find_each_other(shelf: Shelf) -> None:
    for typed in ("история", "рассказ", "бессмертного леса", "лѣсъ", "озера", "«россия»"):
        assert shelf.russian in found(shelf.repository, typed), typed


def test_all_words_have_to_stand_on_one_page_or_in_the_description(shelf: Shelf) -> None:
    assert found(shelf.repository, "су мөлдір") == [shelf.lake]
    assert found(shelf.repository, "бірінші мөлдір") == []
    assert found(shelf.repository, "абай өлең") == [shelf.lake]


def test_a_word_broken_at_the_end_of_a_line_is_found(shelf: Shelf) -> None:
    (work,) = ask(shelf.repository, "тау қар").works
    (hit,) = work.hits
    assert hit.number == 2
    assert [piece.text for piece in hit.pieces if piece.marked] == ["Таулардың", "қар"]


def test_phrases_keep_the_order_of_words(shelf: Shelf) -> None:
    (work,) = ask(shelf.repository, '"қара сөз"').works
    assert (work.work_id, work.pages) == (shelf.words, 1)
    assert found(shelf.repository, "«сөз қара»") == [shelf.words]
    assert found(shelf.repository, '"өнері қол"') == []
    assert found(shelf.repository, "алма-ата") == [shelf.russian]


def test_minus_leaves_out(shelf: Shelf) -> None:
    assert found(shelf.repository, "көл -қол") == [shelf.lake]
    assert found(shelf.repository, "көл -абай") == [shelf.hand]
    assert shelf.hand not in found(shelf.repository, "-қол")


def test_fields_and_years_narrow(shelf: Shelf) -> None:
    assert found(shelf.repository, "author:абай") == [shelf.lake]
    assert found(shelf.repository, "title:абай") == []
    assert found(shelf.repository, "мөлдір автор:абай") == [shelf.lake]
    assert found(shelf.repository, "мөлдір автор:карамзин") == []
    assert set(found(shelf.repository, "year:1905-1950")) == {shelf.lake, shelf.hand}
    assert set(found(shelf.repository, "год:1810..1820")) == {shelf.words, shelf.russian}
    assert found(shelf.repository, "көл", years=(1930, 1940)) == [shelf.hand]


HOSTILE = (
    *('"', "-", '-"', "*", "(", "NEAR(", "title:", ":", "'", "\\", "!", "&|<->", "ъ", "ь", "--"),
    *("year:x", "{x}:y", "^a", '"a"b', '-"x y', "a OR"),
    "\0",
    "-" * 300,
    '""' * 100,
    "а " * 400,
    "\ud800",
    "🙂",
    "' OR 1=1 --",
    "漢字 日本",
)


def test_nothing_that_is_typed_errs(shelf: Shelf) -> None:
    for typed in HOSTILE:
        ask(shelf.repository, typed)


def test_counts_are_exact_and_other_values_can_be_added(shelf: Shelf) -> None:
    everything = ask(shelf.repository)
    assert everything.total == 5
    assert {v.key: v.works for v in everything.facets[Facet.TYPE].values} == {"book": 3, "map": 1}
    languages = {v.key: v.works for v in everything.facets[Facet.LANGUAGE].values}
    assert languages == {"kk": 2, "ru": 1, "en": 1}
    centuries = {v.key: v.works for v in everything.facets[Facet.CENTURY].values}
    assert centuries == {"19": 2, "20": 2}
    assert [v.works for v in everything.facets[Facet.COLLECTION].values] == [5]
    chosen = ask(shelf.repository, chosen={Facet.LANGUAGE: ("kk",), Facet.TYPE: ("book", "map")})
    assert chosen.total == 2
    assert {v.key: v.works for v in chosen.facets[Facet.LANGUAGE].values} == languages
    assert {v.key: v.works for v in chosen.facets[Facet.TYPE].values} == {"book": 2}
    assert chosen.chosen[Facet.LANGUAGE, "kk"]["en"] == ["Kazakh"]
    assert ask(shelf.repository, chosen={Facet.PLACE: ("nowhere",)}).total == 0
    assert ask(shelf.repository, chosen={Facet.INSTITUTION: ("nlrk",)}).total == 5


def listed(shelf: Shelf, language: str) -> list[str]:
    """The works of the collection by title."""
    with shelf.repository.database.read() as session:
        collection = session.scalars(select(CollectionMember.collection_id).limit(1)).one()
        cards = works_of_collection(session, collection, ListOrder.TITLE, language, 50, 0)
    return [card.id for card in cards]


def test_titles_sort_as_each_language_sorts(shelf: Shelf) -> None:
    in_kazakh = found(shelf.repository, order=Order.TITLE, language="kk")
    assert in_kazakh.index(shelf.lake) < in_kazakh.index(shelf.words) < in_kazakh.index(shelf.hand)
    in_russian = found(shelf.repository, order=Order.TITLE, language="ru")
    assert in_russian.index(shelf.russian) < in_russian.index(shelf.lake)
    assert listed(shelf, "kk") == in_kazakh
    assert listed(shelf, "ru") == in_russian
    assert found(shelf.repository, order=Order.OLDEST)[:2] == [shelf.words, shelf.russian]
    assert found(shelf.repository, order=Order.NEWEST)[0] == shelf.hand


def test_parts_add_up(shelf: Shelf) -> None:
    parts = [found(shelf.repository, limit=2, offset=at, order=Order.TITLE) for at in (0, 2, 4)]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert len({work for part in parts for work in part}) == 5


def test_an_unpublished_work_is_gone_in_the_same_transaction(own: Shelf) -> None:
    with own.repository.database.write() as session:
        unpublish(session, session.get_one(Work, own.lake))
    assert found(own.repository, "мөлдір") == []
    assert ask(own.repository).facets[Facet.TYPE].values[0].works == 2
    index(own.repository)
    with own.repository.database.read() as session:
        assert session.scalar(select(SearchWork.number).filter_by(work_id=own.lake)) is None
        assert stale_works(session) == 0
    with own.repository.database.write() as session:
        session.execute(update(Work).values(state=WorkState.PUBLISHED))
        touch(session, session.get_one(Work, own.lake))
    index(own.repository)
    assert found(own.repository, "мөлдір") == [own.lake]


def test_changes_are_followed_page_by_page(own: Shelf) -> None:
    with own.repository.database.read() as session:
        pages = session.scalars(
            select(Page.id).where(Page.work_id == own.lake).order_by(Page.position)
        ).all()
        before = set(session.scalars(select(SearchPage.number)))
    with own.repository.database.write() as session:
        put_text(session, pages[1], "Жаңа мәтін: дария.", ["kk"])
        work = session.get_one(Work, own.lake)
        work.label = {"kk": ["Дария туралы"]}
        touch(session, work)
    assert index(own.repository) == 1
    assert found(own.repository, "мөлдір") == []
    assert own.lake not in found(own.repository, "title:көл")
    (work_found,) = ask(own.repository, "дария").works
    assert work_found.pages == 1
    with own.repository.database.read() as session:
        assert len(before - set(session.scalars(select(SearchPage.number)))) == 1
    with own.repository.database.write() as session:
        session.execute(delete(PageText).where(PageText.page_id == pages[1]))
        touch(session, session.get_one(Work, own.lake))
    index(own.repository)
    assert ask(own.repository, "дария").works[0].pages == 0


def test_everything_can_be_indexed_anew_while_it_is_searched(own: Shelf) -> None:
    with own.repository.database.read() as session:
        before = set(session.scalars(select(SearchPage.number)))
    all_again(own.repository.database)
    assert found(own.repository, "мөлдір") == [own.lake]
    assert index(own.repository) == 5
    assert index(own.repository) == 0
    with own.repository.database.read() as session:
        assert not before & set(session.scalars(select(SearchPage.number)))
    assert found(own.repository, "мөлдір") == [own.lake]


def test_statements_do_not_grow_with_what_is_found(shelf: Shelf) -> None:
    def statements(text: str) -> int:
        told: list[str] = []
        engine = shelf.repository.database.engine

        def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
            told.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        ask(shelf.repository, text, chosen={Facet.TYPE: ("book",)})
        event.remove(engine, "before_cursor_execute", note)
        return len(told)

    assert statements("көл") <= 10
    assert statements("кітап сөз") <= statements("көл")
