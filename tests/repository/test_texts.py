"""What is written on pages: kept, and read back as it was."""

from sqlalchemy import select

from repository.models import Page, PageText, TextSource, Work
from repository.pages import get_page
from repository.repository import Repository
from repository.texts.keeping import put_text, remove_text, store_text, transcript_of
from repository.texts.transcript import Block, Box, Line, Transcript, Word
from tests.repository.library import make_work

LINES = (
    Line(
        (Word("Ұлы", Box(10, 20, 40, 30), 0.9), Word("Жібек", Box(60, 20, 90, 30), 0.8)),
        Box(10, 20, 140, 30),
    ),
    Line((Word("жолы", Box(10, 60, 80, 30)),), Box(10, 60, 80, 30), corrected=True),
)
WRITTEN = Transcript(1000, 1500, (Block(LINES, Box(10, 20, 140, 70)),), ("kaz", "rus"))


def test_a_text_is_kept_and_read_back(repository: Repository) -> None:
    work_id = make_work(repository, 1)
    stored = store_text(repository.storage, WRITTEN, TextSource.RECOGNISED)
    with repository.database.write() as session:
        page_id = session.scalars(select(Page.id)).one()
        revision = session.get_one(Work, work_id).revision
        put_text(session, get_page(session, page_id), stored)
    with repository.database.read() as session:
        row = session.get_one(PageText, page_id)
        assert row.text == "Ұлы Жібек\nжолы"
        assert (row.corrected, row.confidence, row.revision) == (1, 0.85, 1)
        assert transcript_of(row) == WRITTEN
        assert session.get_one(Work, work_id).revision == revision + 1
    assert 'CONTENT="Жібек"'.encode() in repository.storage.read(row.key)
    with repository.database.write() as session:
        assert remove_text(session, get_page(session, page_id))
    with repository.database.read() as session:
        assert session.get(PageText, page_id) is None
