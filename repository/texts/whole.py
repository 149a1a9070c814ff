"""The texts of a work as one file, made while it is sent."""

import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from repository.database import Database
from repository.models import Page, PageText, SharedPage
from repository.texts.finding import pages_with_text
from storage import ObjectNotFoundError, Storage

_AT_ONCE = 50  # pages


class Leaf(NamedTuple):
    """A page with a text: its place in the work and the key of its ALTO."""

    page_id: str
    position: int
    key: str


def leaves(database: Database, work_id: str) -> list[Leaf]:
    """The pages of a work that have a text, in their order, by two statements."""
    with database.read() as session:
        rows = pages_with_text(session, work_id, true(), PageText.key)
    return [Leaf(*row) for row in rows]


def has_text(session: Session, work_id: str) -> bool:
    """Whether any page of a work, its own or a shared one, has a text; by one statement."""
    shared = select(SharedPage.page_id).where(SharedPage.work_id == work_id)
    inside = or_(Page.work_id == work_id, Page.id.in_(shared))
    query = select(PageText.page_id).join(Page, Page.id == PageText.page_id).where(inside)
    return session.scalar(query.limit(1)) is not None


def plain(database: Database, pages: list[Leaf]) -> Iterator[str]:
    """The text of each page; a form feed stands between two of them."""
    for first in range(0, len(pages), _AT_ONCE):
        part = pages[first : first + _AT_ONCE]
        with database.read() as session:
            wanted = PageText.page_id.in_([leaf.page_id for leaf in part])
            rows = session.execute(select(PageText.page_id, PageText.text).where(wanted))
            texts = {row.page_id: row.text for row in rows}
        for number, leaf in enumerate(part, start=first):
            yield ("\f" if number else "") + texts.get(leaf.page_id, "") + "\n"


def zipped(storage: Storage, pages: list[Leaf]) -> Iterator[bytes]:
    """A ZIP of the ALTO of all pages, `0001.alto.xml` being that of the first of the work."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for leaf in pages:
            try:
                archive.writestr(f"{leaf.position:04d}.alto.xml", storage.read(leaf.key))
            except ObjectNotFoundError:
                continue  # it was replaced while the others were sent
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """A file that only grows, and gives away what was written to it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep the data until it is taken."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        """What was written since it was asked last."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data
