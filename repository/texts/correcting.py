"""Setting lines of a page's text right, and taking in texts that were made elsewhere."""

from collections.abc import Mapping

from repository import audit
from repository.errors import NotFoundError, RefusedError
from repository.models import Derivative, Page, PageText, TextCorrection, TextSource
from repository.pages import get_page
from repository.repository import Repository
from repository.texts.files import read_text
from repository.texts.keeping import put_text, store_text, transcript_of
from repository.texts.merging import with_corrections
from repository.texts.rewriting import rewritten, with_lines
from repository.texts.sizes import sheet_of
from repository.texts.transcript import Line, Transcript

LONGEST_LINE = 2000


def correct(
    repository: Repository, page_id: str, revision: int, texts: Mapping[int, str], user_id: str
) -> int:
    """Give lines, by their number counted from 1, other texts; an empty one takes the line away.

    Returns how many lines changed. Raises `NotFoundError`, and `RefusedError` when somebody else
    has changed the text since `revision`, when there is no such line or a text is too long.
    """
    with repository.database.read() as session:
        row = session.get(PageText, page_id)
        if row is None:
            raise NotFoundError(page_id)
        _check_revision(row, revision)
        old = transcript_of(row)
        source = TextSource(row.source)
        original = row.original_key
    lines = dict(enumerate(old.lines, start=1))
    changed = {number: rewritten(lines[number], text) for number, text in _new(lines, texts)}
    if not changed:
        return 0
    stored = store_text(repository.storage, with_lines(old, changed), source)
    with repository.database.write() as session:
        page = get_page(session, page_id)
        row = session.get_one(PageText, page_id, with_for_update=True)
        _check_revision(row, revision)
        put_text(session, page, stored, user_id).original_key = original
        session.add_all(
            TextCorrection(
                page_id=page_id,
                user_id=user_id,
                box=list(line.box),
                before=lines[number].text,
                after=line.text,
            )
            for number, line in changed.items()
        )
        details = {"page": page_id, "lines": len(changed)}
        audit.note(session, user_id, "text-corrected", "work", page.work_id, details)
    return len(changed)


def give_text(
    repository: Repository, page_id: str, data: bytes, name: str, user_id: str | None
) -> None:
    """Give a page the text of an ALTO or hOCR file; lines that were corrected by hand stay.

    Raises `NotFoundError`, and `RefusedError` for a file that cannot be read, is of a page of
    another shape, or comes before the page has a picture.
    """
    with repository.database.read() as session:
        page = get_page(session, page_id)
        size = size_of_page(page, session.get(Derivative, page.derivative_id or ""))
        row = session.get(PageText, page_id)
        old = transcript_of(row) if row else None
    if size is None:
        raise RefusedError("page-without-size", name=name)
    source, transcript = read_text(data, name, *size)
    keep_given(repository, page_id, transcript, source, data, old, user_id)


def keep_given(
    repository: Repository,
    page_id: str,
    transcript: Transcript,
    source: TextSource,
    data: bytes | None,
    old: Transcript | None,
    user_id: str | None,
) -> None:
    """Keep a text that was made elsewhere, with the corrected lines of the old one."""
    merged = with_corrections(old, transcript) if old else transcript
    stored = store_text(repository.storage, merged, source, data)
    with repository.database.write() as session:
        page = get_page(session, page_id)
        put_text(session, page, stored, user_id)
        actor = user_id or audit.COMMAND
        details = {"page": page_id, "source": source.value}
        audit.note(session, actor, "text-given", "work", page.work_id, details)


def size_of_page(page: Page, scan: Derivative | None) -> tuple[int, int] | None:
    """The page's width and height in pixels, None while nothing tells."""
    sheet = sheet_of(page, scan)
    return sheet.size if sheet else None


def _check_revision(row: PageText, revision: int) -> None:
    if row.revision != revision:
        raise RefusedError("text-changed")


def _new(lines: Mapping[int, Line], texts: Mapping[int, str]) -> list[tuple[int, str]]:
    """The lines that are to say something else."""
    found = []
    for number, text in texts.items():
        if number not in lines:
            raise RefusedError("no-such-line", line=number)
        if len(text) > LONGEST_LINE:
            raise RefusedError("line-too-long", most=LONGEST_LINE)
        plain = " ".join(text.split())
        if plain != lines[number].text:
            found.append((number, plain))
    return found
