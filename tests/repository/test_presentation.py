"""What the manifests are told: the right things, by a fixed number of statements."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from manifests.catalogue import Visitor
from manifests.errors import DocumentNotFoundError
from repository.institutions import find_collection, find_institution
from repository.presentation import CataloguePresentation
from repository.repository import Repository
from repository.revisions import touch
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
    with counted(repository) as statements:
        assert presentation.collection(rare, READER).total == works
    assert selects(statements) == 4
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


def test_from_the_top_to_every_work(
    repository: Repository, presentation: CataloguePresentation
) -> None:
    work_id = make_work(repository, 1)
    make_work(repository, 1, "Draft", published=False)
    with repository.database.read() as session:
        library = find_institution(session, "nlrk").id
        rare = find_collection(session, "rare").id
    top = presentation.members("top", 1, 500, READER)
    assert [(member.id, member.kind) for member in top] == [
        (library, "collection"),
        (rare, "collection"),
    ]
    for collection in (library, rare):
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
