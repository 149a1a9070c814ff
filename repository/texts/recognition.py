"""What a worker asks the catalogue for before it reads a page, and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository import jobs
from repository.database import Database
from repository.errors import ClaimLostError
from repository.fields.languages import code_of
from repository.jobs import RECOGNISE, TEXT, Claim, enqueue
from repository.models import Derivative, Job, JobState, Page, PageText, TextSource, Work
from repository.pages import get_page
from repository.repository import Repository
from repository.texts.keeping import put_text, store_text, transcript_of
from repository.texts.languages import codes
from repository.texts.merging import with_corrections
from repository.texts.sizes import Region, sheet_of
from repository.texts.transcript import Transcript
from repository.works import get_work

_LATEST = 3  # how often the text is merged anew when it was corrected meanwhile


@dataclass(frozen=True, slots=True)
class Request:
    """A page to be read: where its pyramid lies, what of it is shown and where on the page.

    `size` is that of the page, `target` the part of it that the picture covers; `languages` are
    codes of ISO 639-2, the most likely first.
    """

    page_id: str
    image_id: str
    key: str
    size: tuple[int, int]
    target: Region
    crop: Region | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on the picture `image_id` of a page."""

    page_id: str
    image_id: str
    transcript: Transcript


def ask_for_text(session: Session, page: Page) -> Job | None:
    """Have the page read by a worker when there is time; None when that is under way already."""
    waiting = (JobState.WAITING, JobState.RUNNING)
    under_way = select(Job.id).where(
        Job.page_id == page.id, Job.kind == RECOGNISE, Job.state.in_(waiting)
    )
    if session.scalar(under_way.limit(1)) is not None:
        return None
    return enqueue(session, RECOGNISE, page.id, TEXT)


def ask_for_new_text(session: Session, page: Page) -> None:
    """Have the page read unless its text came from elsewhere: its picture was made just now."""
    source = session.scalar(select(PageText.source).where(PageText.page_id == page.id))
    if source in (None, TextSource.RECOGNISED):
        ask_for_text(session, page)


def languages_of(work: Work, default: str) -> tuple[str, ...]:
    """The languages that the work's description names, else the default such as `kaz+rus`."""
    words: list[str] = []
    for entry in work.metadata_:
        if entry.get("term") == "language":
            words += [entry["code"]] if isinstance(entry.get("code"), str) else _values(entry)
    return codes(code_of(word) for word in words) or codes(default.split("+"))


def request_of(database: Database, held: Claim, default_languages: str) -> Request | None:
    """The page that a job is about, None when it has no picture. Raises `NotFoundError`."""
    with database.read() as session:
        page = get_page(session, held.page_id)
        scan = session.get(Derivative, page.derivative_id) if page.derivative_id else None
        sheet = sheet_of(page, scan)
        if scan is None or sheet is None:
            return None
        languages = languages_of(get_work(session, page.work_id), default_languages)
        return Request(page.id, scan.id, scan.key, sheet.size, sheet.target, sheet.crop, languages)


def keep_recognised(repository: Repository, held: Claim, found: Recognised) -> None:
    """Give the page its text and the job its end, both or neither; corrected lines stay.

    Raises `ClaimLostError` when another worker has taken over.
    """
    for _ in range(_LATEST):
        with repository.database.read() as session:
            row = session.get(PageText, found.page_id)
            revision = row.revision if row else 0
            old = transcript_of(row) if row else None
        merged = with_corrections(old, found.transcript) if old else found.transcript
        stored = store_text(repository.storage, merged, TextSource.RECOGNISED)
        with repository.database.write() as session:
            page = get_page(session, found.page_id)
            row = session.get(PageText, found.page_id, with_for_update=True)
            if (row.revision if row else 0) != revision:
                continue
            jobs.finish(session, held)
            if page.derivative_id == found.image_id:
                put_text(session, page, stored, row.user_id if row else None)
            return
    raise ClaimLostError(held.job_id)


def _values(entry: dict[str, dict[str, Sequence[str]]]) -> list[str]:
    return [value for values in entry["value"].values() for value in values][:20]
