"""Pages with texts, without recognising any."""

from sqlalchemy import select

from repository.models import Page, TextSource
from repository.pages import get_page
from repository.repository import Repository
from repository.texts.keeping import put_text, store_text
from repository.texts.spreading import spread
from repository.texts.transcript import Block, Box, Line, Transcript, around


def transcript(*lines: str, languages: tuple[str, ...] = ("kaz",)) -> Transcript:
    """Lines one below the other on a page of 1000 by 1500 pixels, each 40 pixels high."""
    found = []
    for number, text in enumerate(lines):
        box = Box(100, 100 + 50 * number, 800, 40)
        found.append(Line(spread(text, box), box))
    block = Block(tuple(found), around(line.box for line in found))
    return Transcript(1000, 1500, (block,), languages)


def pages_of(repository: Repository, work_id: str) -> list[str]:
    """The ids of a work's pages in their order."""
    query = select(Page.id).where(Page.work_id == work_id).order_by(Page.position)
    with repository.database.read() as session:
        return list(session.scalars(query))


def write(repository: Repository, page_id: str, *lines: str) -> None:
    """Give a page a text."""
    stored = store_text(repository.storage, transcript(*lines), TextSource.RECOGNISED)
    with repository.database.write() as session:
        put_text(session, get_page(session, page_id), stored)
