"""What the manifests are told: the right things, by a fixed number of statements."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from benchmarks.manifests.catalogue import library, shelf
from manifests.catalogue import Visitor
from manifests.errors import DocumentGoneError, DocumentNotFoundError
from repository.changes.collections import remove_collection
from repository.changes.works import remove_work
from repository.institutions import ensure_institution, find_collection, find_institution
from repository.presentation import CataloguePresentation
from repository.presentation.kinds import kinds
from repository.repository import Repository
from repository.revisions import touch, touch_catalogue
from repository.works import get_work, unpublish
from tests.repository.library import make_work

READER, CURATOR = Visitor(), Visitor(cookie="curator")


@pytest.fixture
def presentation(repository: Repository) -> CataloguePresentation:
    return CataloguePresentation(repository.database, lambda visitor: visitor == CURATOR)


@contextmanager
def counted(repository: Repository) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    engine = repository.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def selects(statements: list[str]) -> int:
    return sum(statement.startswith(("SELECT", "WITH")) for statement in statements)


@pytest.mark.parametrize("pages", [1, 40])
def test_a_work_takes_eight_statements_and_its_state_one(
    repository: Repository, presentation: CataloguePresentation, pages: int
) -> None:
    work_id = make_work(repository, pages)
    with counted(repository) as statements:
        presentation.work_revision(work_id, READER)
    assert selects(statements) == 1
    with counted(repository) as statements:
        described = presentation.work(work_id, READER)
    assert selects(statements) == 8
    assert len(described.pages) == pages
    assert [page.label for page in described.pages][:1] == [{"none": ["1"]}]
    assert described.providers[0].label == {"kk": ["Ұлттық кітапхана"]}
    assert [reference.label for reference in described.part_of] == [{"en": ["Rare"]}]


@pytest.mark.parametrize("works", [1, 12])
def test_a_collection_takes_a_fixed_number_of_statements(
    repository: Repository, presentation: CataloguePresentation, works: int
) -> None:
    made = [make_work(repository, 1, f"Book{n}") for n in range(works)]
    with repository.database.read() as session:
        rare = find_collection(session, "rare").id
    with counted(repository) as statements:
        presentation.collection_revision(rare, READER)
    assert selects(statements) == 2
    for expected in (6, 3):  # The places of members are looked up once.
        with counted(repository) as statements:
            assert presentation.collection(rare, READER).total == works
        assert selects(statements) == expected
    with counted(repository) as statements:
        members = presentation.members(rare, 1, 500, READER)
    assert selects(statements) == 3
    assert [member.id for member in members] == made
    assert all(member.thumbnail for member in members)


def test_members_are_found_by_their_place(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    made = [make_work(repository, 1, f"Book{n}") for n in range(5)]
    with repository.database.read() as session:
        rare = find_collection(session, "rare").id
    assert [m.id for m in presentation.members(rare, 2, 4, READER)] == made[1:4]
    assert presentation.members(rare, 6, 10, READER) == []


def test_every_part_of_a_large_collection_takes_the_same_steps(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    count = 2_100
    with repository.database.write() as session:
        library(session)
        session.flush()
        shelf(session, count)
        touch_catalogue(session)
    shown = [f"w{n}" for n in range(1, count + 1)]
    assert presentation.collection("shelf", READER).total == count
    taken = []
    for first in (1, 501, 1001, 2001):
        with counted(repository) as statements:
            members = presentation.members("shelf", first, first + 499, READER)
        assert [member.id for member in members] == shown[first - 1 : first + 499]
        taken.append(re.sub(r" IN \([^()]*(\(\w+\)[^()]*)*\)", " IN (..)", str(statements)))
    assert len(set(taken)) == 1, "the last part is found as the first is"
    # SQLAlchemy always names an offset to SQLite, of 0 where there is none.
    counting = r"count\(|row_number" + ("" if repository.database.is_sqlite else "|offset")
    assert not re.search(counting, taken[0], re.IGNORECASE)
    with repository.database.write() as session:  # Which may move every part.
        for hidden in (shown[0], shown[700], shown[2_050]):
            unpublish(session, get_work(session, hidden))
            shown.remove(hidden)
    again = [presentation.members("shelf", first, first + 499, READER) for first in (1, 501, 2001)]
    assert [[m.id for m in part] for part in again] == [shown[:500], shown[500:1000], shown[2000:]]
    assert presentation.collection("shelf", READER).total == len(shown)
    assert presentation.members("shelf", 700, 703, READER)[0].id == shown[699]


def test_the_places_of_members_are_steps_into_an_index(repository: Repository) -> None:
    with repository.database.read() as session:
        if repository.database.is_sqlite:
            settings, plan = "SELECT 1", "EXPLAIN QUERY PLAN "
        else:
            settings, plan = "SET LOCAL enable_seqscan = off", "EXPLAIN "
        session.connection().exec_driver_sql(settings)
        (kind,) = kinds(session, "shelf")
        query = kind.from_key((501, 7), 500).compile(
            session.get_bind(), compile_kwargs={"literal_binds": True}
        )
        rows = session.connection().exec_driver_sql(plan + str(query).replace("%", "%%")).all()
    said = " ".join(str(row) for row in rows)
    assert "ix_collection_members_order" in said
    assert re.search(r"position\s*>", said) or "ROW(" in said


def test_half_a_letter_is_read_as_it_was_written(repository: Repository) -> None:
    """JSON may hold half of a pair of surrogates, which the quick reader of JSON refuses."""
    with repository.database.write() as session:
        ensure_institution(session, "odd", {"kk": ["Ақ \ud83d"], "en": ["White"]})
    with repository.database.read() as session:
        assert find_institution(session, "odd").label == {"kk": ["Ақ \ud83d"], "en": ["White"]}


def test_from_the_top_to_every_work(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    work_id = make_work(repository, 1)
    make_work(repository, 1, "Draft", published=False)
    with repository.database.read() as session:
        owner = find_institution(session, "nlrk").id
        rare = find_collection(session, "rare").id
    top = presentation.members("top", 1, 500, READER)
    assert [(member.id, member.kind) for member in top] == [
        (owner, "collection"),
        (rare, "collection"),
    ]
    for collection in (owner, rare):
        members = presentation.members(collection, 1, 500, READER)
        assert [(m.id, m.kind) for m in members] == [(work_id, "work")]
        assert presentation.collection(collection, READER).total == 1


def test_drafts_are_for_curators(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    work_id = make_work(repository, 1, published=False)
    for ask in (presentation.work_revision, presentation.work):
        with pytest.raises(DocumentNotFoundError):
            ask(work_id, READER)
        ask(work_id, CURATOR)
    assert not presentation.work_revision(work_id, CURATOR).public


def test_what_is_unknown_is_not_found(presentation: CataloguePresentation) -> None:
    for ask in (
        presentation.work_revision,
        presentation.work,
        presentation.collection_revision,
        presentation.collection,
    ):
        with pytest.raises(DocumentNotFoundError):
            ask("unknown", READER)


def test_what_was_published_once_is_gone(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    known, draft = make_work(repository, 1), make_work(repository, 1, "Draft", published=False)
    with repository.database.write() as session:
        unpublish(session, get_work(session, known))
    with pytest.raises(DocumentNotFoundError):  # It may come back.
        presentation.work_revision(known, READER)
    with repository.database.write() as session:
        rare = find_collection(session, "rare")
        remove_collection(session, rare)
        for work in (known, draft):
            remove_work(session, get_work(session, work))
    with pytest.raises(DocumentGoneError):
        presentation.work_revision(known, READER)
    with pytest.raises(DocumentGoneError):
        presentation.collection_revision(rare.id, READER)
    with pytest.raises(DocumentNotFoundError):
        presentation.work_revision(draft, CURATOR)


def test_every_change_gives_a_new_state(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    work_id = make_work(repository, 1)
    seen = {presentation.work_revision(work_id, READER).tag}
    tops = {presentation.collection_revision("top", READER).tag}
    with repository.database.write() as session:
        touch(session, get_work(session, work_id))
    seen.add(presentation.work_revision(work_id, READER).tag)
    tops.add(presentation.collection_revision("top", READER).tag)
    with repository.database.write() as session:
        find_collection(session, "rare").label = {"en": ["Rarer"]}
    seen.add(presentation.work_revision(work_id, READER).tag)
    with repository.database.write() as session:
        find_institution(session, "nlrk").label = {"en": ["Library"]}
    seen.add(presentation.work_revision(work_id, READER).tag)
    with repository.database.write() as session:
        unpublish(session, get_work(session, work_id))
    tops.add(presentation.collection_revision("top", READER).tag)
    assert len(seen) == 4
    assert len(tops) == 3
