"""What a worker needs to make a file, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from imageserver.catalogue import ImageRecord
from imageserver.layout import Layout
from manifests.description import SectionDescription
from repository import jobs
from repository.clock import now
from repository.database import Database
from repository.downloads.cover import Cover, cover_of
from repository.downloads.part import Chosen, Part, choose
from repository.errors import NotFoundError
from repository.jobs import Claim
from repository.models import Derivative, Download, Institution, Page, PageText, Work
from repository.presentation.sections import describe
from repository.repository import Repository
from repository.texts.keeping import transcript_of
from repository.texts.sizes import Sheet, sheet_of
from repository.texts.transcript import Transcript
from repository.works import get_work

_MOST_MARKS = 5000


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the file: its number in the work, its picture, and where that lies on it."""

    page_id: str
    number: int
    picture: ImageRecord
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark: depth from 0, what it is called, the index of its leaf from 0."""

    depth: int
    label: Mapping[str, Sequence[str]]
    leaf: int


@dataclass(frozen=True, slots=True)
class Book:
    """All that a file is made of, but for the pictures and the texts."""

    download_id: str
    revision: int
    cover: Cover
    leaves: tuple[Leaf, ...]
    marks: tuple[Mark, ...]
    backwards: bool


def book_of(repository: Repository, held: Claim) -> Book:
    """What a job is to make. Raises `NotFoundError` when it, or its work, is gone."""
    with repository.database.read() as session:
        row = session.scalar(select(Download).where(Download.job_id == held.job_id))
        if row is None:
            raise NotFoundError(held.job_id)
        work = get_work(session, row.work_id)
        owner = session.get_one(Institution, work.institution_id)
        chosen = choose(session, work.id, Part.parse(row.part))
        leaves = _leaves(session, chosen)
        places = {leaf.page_id: index for index, leaf in reversed([*enumerate(leaves)])}
        return Book(
            download_id=row.id,
            revision=work.revision,
            cover=cover_of(work, owner, chosen, repository.settings.public_url),
            leaves=leaves,
            marks=tuple(_marks(session, work, places)),
            backwards=work.viewing_direction == "right-to-left",
        )


def transcripts(database: Database, page_ids: Sequence[str]) -> dict[str, Transcript]:
    """What is written on some pages, by one statement; ask for few."""
    query = select(PageText).options(undefer(PageText.lines))
    with database.read() as session:
        rows = session.scalars(query.where(PageText.page_id.in_(page_ids)))
        return {row.page_id: transcript_of(row) for row in rows}


def keep(repository: Repository, held: Claim, book: Book, file: Path) -> None:
    """Give the file to its readers and the job its end, both or neither.

    Raises `ClaimLostError` when another worker has taken over, and errors of the storage.
    """
    key = f"downloads/{book.download_id[:2]}/{book.download_id}.pdf"
    size = file.stat().st_size
    repository.storage.take(key, file, "application/pdf")
    with repository.database.write() as session:
        jobs.finish(session, held)
        row = session.get(Download, book.download_id, with_for_update=True)
        if row is None or row.job_id != held.job_id:
            return
        row.key, row.size, row.pages = key, size, len(book.leaves)
        row.revision, row.created = book.revision, now()


def _leaves(session: Session, chosen: Chosen) -> tuple[Leaf, ...]:
    ids = [page.id for _, page in chosen.pages]
    query = select(Page, Derivative).join(Derivative, Derivative.id == Page.derivative_id)
    rows = session.execute(query.where(Page.id.in_(ids)))
    known = {page.id: (page, scan) for page, scan in rows}
    found = []
    for number, status in chosen.pages:
        page, scan = known.get(status.id, (None, None))
        sheet = sheet_of(page, scan) if page else None
        if scan and sheet:
            layout = Layout.from_json(scan.layout)
            picture = ImageRecord(scan.id, scan.key, layout, scan.created)
            found.append(Leaf(status.id, number, picture, sheet))
    return tuple(found)


def _marks(session: Session, work: Work, places: dict[str, int]) -> list[Mark]:
    """The contents as far as they lead into the file, in the order of the contents."""
    found: list[Mark] = []
    for section in describe(session, work.id, places):
        _mark(section, 0, places, found)
    return found


def _mark(
    section: SectionDescription, depth: int, places: dict[str, int], found: list[Mark]
) -> int | None:
    """Note a section and those below; the first leaf of all of them."""
    at = len(found)
    leaves = []
    for item in section.items:
        if isinstance(item, SectionDescription):
            leaves.append(_mark(item, depth + 1, places, found))
        else:
            leaves.append(places.get(item.page))
    known = [leaf for leaf in leaves if leaf is not None]
    if not known or len(found) >= _MOST_MARKS:
        return min(known, default=None)
    found.insert(at, Mark(depth, section.label, known[0]))
    return min(known)
