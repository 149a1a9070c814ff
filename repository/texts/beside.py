"""Texts that lie beside scans, and wait for the pictures of their pages to be made."""

from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import bindparam, select

from repository.errors import NotFoundError, RefusedError
from repository.jobs import RECOGNISE, TEXT, enqueue
from repository.models import Derivative, JobState, Page, PageText, TextSource
from repository.pages import get_page
from repository.repository import Repository
from repository.texts.correcting import give_text, keep_given, size_of_page
from repository.texts.files import check_text, read_bytes, read_text
from repository.texts.keeping import keep_file, transcript_of
from repository.texts.names import stem_of
from repository.texts.packing import pack
from repository.texts.transcript import Transcript

_WAITING = select(PageText.original_key, PageText.revision).where(
    PageText.page_id == bindparam("page"), PageText.width == 0, PageText.original_key != ""
)


def import_texts(
    repository: Repository, work_id: str, texts: Iterable[tuple[Path, str]]
) -> list[RefusedError]:
    """Give texts to the pages whose files have these stems; returns what was refused.

    Where the page has no picture yet the text waits for it. Raises `OSError`.
    """
    refused = []
    pages = _pages(repository, work_id)
    for path, stem in texts:
        try:
            _give(repository, pages, path, stem)
        except RefusedError as error:
            refused.append(error)
    return refused


def beside(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Files with the stems of the scans that they lie beside."""
    return [(path, stem_of(path.name)) for path in paths]


def take_waiting(repository: Repository, page_id: str, layout: dict[str, Any]) -> None:
    """Read the text that waited for the page's picture, of which the layout is known now.

    What cannot be read stands as a failed recognition of the page, with the reason.
    """
    with repository.database.read() as session:
        waiting = session.execute(_WAITING, {"page": page_id}).one_or_none()
        if waiting is None or waiting.original_key is None:
            return
        page = get_page(session, page_id)
        key, name, revision = waiting.original_key, page.file_name, waiting.revision
        size = size_of_page(page, Derivative(layout=layout))
    if size is None:
        return
    data = repository.storage.read(key)
    try:
        source, transcript = read_text(data, name, *size)
    except RefusedError as error:
        with repository.database.write() as session:
            row = session.get(PageText, page_id)
            if row is not None and row.revision == revision:
                session.delete(row)
            job = enqueue(session, RECOGNISE, page_id, TEXT)
            job.state = JobState.FAILED
            job.reason = {"code": error.code, "params": dict(error.params)}
        return
    keep_given(repository, page_id, transcript, source, data, None, None)


def give_layer(repository: Repository, page_id: str, transcript: Transcript) -> None:
    """Give a page the text of its PDF, unless a text came from elsewhere; corrections stay."""
    with repository.database.read() as session:
        row = session.get(PageText, page_id)
        if row is not None and row.source not in (TextSource.PDF, TextSource.RECOGNISED):
            return
        old = transcript_of(row) if row else None
    keep_given(repository, page_id, transcript, TextSource.PDF, None, old, None)


def _pages(repository: Repository, work_id: str) -> dict[str, str]:
    """The work's pages by the stems of their files."""
    with repository.database.read() as session:
        query = select(Page.file_name, Page.id).where(Page.work_id == work_id, Page.frame == 0)
        return {PurePath(row.file_name).stem: row.id for row in session.execute(query)}


def _give(repository: Repository, pages: dict[str, str], path: Path, stem: str) -> None:
    page_id = pages.get(stem)
    if page_id is None:
        raise RefusedError("no-page-for-text", name=path.name)
    data = read_bytes(path, path.name)
    source = check_text(data, path.name)
    key = keep_file(repository.storage, data)
    with repository.database.read() as session:
        page = get_page(session, page_id)
        row = session.get(PageText, page_id)
        if row is not None and row.original_key == key:
            return  # the same file as before
        size = size_of_page(page, session.get(Derivative, page.derivative_id or ""))
    if size is not None or not _wait(repository, page_id, key, source):
        give_text(repository, page_id, data, path.name, None)


def _wait(repository: Repository, page_id: str, key: str, source: TextSource) -> bool:
    """Have a text wait for the page's picture; false when that was made meanwhile."""
    with repository.database.write() as session:
        # Locked: the worker that gives the page its picture looks for the text afterwards.
        page = session.get(Page, page_id, with_for_update=True)
        if page is None:
            raise NotFoundError(page_id)
        if page.derivative_id is not None:
            return False
        row = session.get(PageText, page_id) or PageText(page_id=page_id, revision=0)
        row.text, row.key, row.original_key, row.source = "", "", key, source
        row.width = row.height = row.corrected = 0
        row.languages, row.confidence = [], None
        row.lines, row.terms, row.terms_edition = pack(Transcript(0, 0, ())), "", 0
        row.revision += 1
        session.add(row)
    return True
