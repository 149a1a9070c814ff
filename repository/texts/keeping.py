"""Keeping the text of a page: its ALTO in storage, the rest in the catalogue."""

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from repository.models import Page, PageText, TextSource
from repository.revisions import touch
from repository.texts.alto_writing import MEDIA_TYPE, write_alto
from repository.texts.packing import pack, unpack
from repository.texts.terms import EDITION, index
from repository.texts.transcript import Transcript
from repository.works import get_work
from storage import Storage


@dataclass(frozen=True, slots=True)
class StoredText:
    """A transcript whose ALTO is safe in storage, with the file that it came from if any."""

    transcript: Transcript
    key: str
    source: TextSource
    original_key: str | None = None


def store_text(
    storage: Storage, transcript: Transcript, source: TextSource, original: bytes | None = None
) -> StoredText:
    """Keep the ALTO of a transcript, and the file it was read from; twice does no harm.

    Raises `StorageFullError`, `StorageUnavailableError`.
    """
    original_key = keep_file(storage, original) if original else None
    key = _keep(storage, write_alto(transcript), "xml")
    return StoredText(transcript, key, source, original_key)


def keep_file(storage: Storage, data: bytes) -> str:
    """Keep a file that a text is read from; returns its key."""
    return _keep(storage, data, "original")


def put_text(
    session: Session, page: Page, stored: StoredText, user_id: str | None = None
) -> PageText:
    """Give the page this text in the place of the one it has."""
    row = session.get(PageText, page.id)
    if row is None:
        row = PageText(page_id=page.id, revision=0)
        session.add(row)
    _fill(row, stored)
    row.user_id = user_id
    row.revision += 1
    touch(session, get_work(session, page.work_id))
    return row


def transcript_of(row: PageText) -> Transcript:
    """The page's text as it was kept."""
    return Transcript(row.width, row.height, unpack(row.lines), tuple(row.languages))


def remove_text(session: Session, page: Page) -> bool:
    """Take the page's text away; false when it has none."""
    row = session.get(PageText, page.id)
    if row is None:
        return False
    session.delete(row)
    touch(session, get_work(session, page.work_id))
    return True


def _fill(row: PageText, stored: StoredText) -> None:
    transcript = stored.transcript
    row.text, row.key, row.source = transcript.text, stored.key, stored.source
    row.original_key = stored.original_key
    row.width, row.height = transcript.width, transcript.height
    row.languages = list(transcript.languages)
    row.lines = pack(transcript)
    row.terms, row.terms_edition = index(transcript.text, transcript.languages), EDITION
    row.confidence = transcript.confidence
    row.corrected = sum(line.corrected for line in transcript.lines)


def _keep(storage: Storage, data: bytes, ending: str) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    key = f"texts/{sha256[:2]}/{sha256}.{ending}"
    storage.put(key, data, MEDIA_TYPE)
    return key
