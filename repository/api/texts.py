"""The texts of pages."""

from datetime import datetime
from typing import Annotated, Any, Literal

from flask import g, request
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from repository import audit
from repository.api.caller import check_may_edit, editable_work, repository
from repository.api.operation import Operations
from repository.api.pages import own_page, page_in
from repository.api.state import check_state
from repository.errors import NotFoundError
from repository.models import JobState, Page, PageText
from repository.permissions import Right
from repository.reasons import sentence
from repository.schemas.values import Sent
from repository.texts.correcting import LONGEST_LINE, correct, give_text
from repository.texts.files import read_bytes
from repository.texts.keeping import remove_text, transcript_of
from repository.texts.recognition import ask_for_text
from repository.texts.standing import ask_for_texts, standing_of
from repository.web.studio.body import staged_body
from repository.works import get_work

operations = Operations()
_PATH = "/works/{work}/pages/{page}/text"
_NAME = {"name": "what the file is called"}
_MOST_LINES = 5000


class LineOut(BaseModel):
    """A line, numbered from 1: `box` is [x, y, width, height] in the page's pixels."""

    number: int
    text: str
    box: list[int]
    corrected: bool


class TextOut(BaseModel):
    """The text of a page; `job` says how the last recognition of it stands."""

    page: str
    source: Literal["recognised", "alto", "hocr", "pdf", "typed"] | None
    text: str
    languages: list[str]
    width: int | None
    height: int | None
    confidence: float | None
    lines: list[LineOut]
    revision: int
    modified: datetime | None
    job: Literal["waiting", "running", "done", "failed"] | None
    reason: str


class LinesChange(Sent):
    """New texts of lines by their numbers; an empty one takes the line away."""

    lines: dict[
        Annotated[int, Field(ge=1, le=100_000)],
        Annotated[str, Field(max_length=LONGEST_LINE)],
    ] = Field(min_length=1, max_length=_MOST_LINES)


class RecognitionIn(Sent):
    """Whether pages that were recognised before are read `again`."""

    again: bool = False


class RecognitionOut(BaseModel):
    """How many pages are to be read."""

    pages: int


@operations("GET", _PATH, "Read the text of a page", answers=TextOut)
def read_text(work: str, page: str) -> TextOut:
    """Line by line; without lines when it has no text yet."""
    with repository().database.read() as session:
        return _out(session, page_in(session, work, page))


@operations("PUT", _PATH, "Send the text of a page", takes=bytes, answers=TextOut, query=_NAME)
def put_text(work: str, page: str) -> TextOut:
    """ALTO or hOCR; it takes the place of the text there is, but for lines corrected by hand."""
    with repository().database.read() as session:
        _check(session, work, page)
    name = request.args.get("name", "") or "text"
    with staged_body(repository().settings) as path:
        data = read_bytes(path, name)
    give_text(repository(), page, data, name, g.caller.id)
    return read_text(work, page)


@operations("PATCH", _PATH, "Correct lines", takes=LinesChange, answers=TextOut, changes=True)
def patch_text(work: str, page: str, sent: LinesChange) -> TextOut:
    """They survive a new recognition."""
    with repository().database.read() as session:
        row = _check(session, work, page)
        known = _out(session, row)
        check_state(known)
    correct(repository(), page, known.revision, sent.lines, g.caller.id)
    return read_text(work, page)


@operations("DELETE", _PATH, "Take a text away", status=204, changes=True)
def delete_text(work: str, page: str) -> None:
    """The page stays."""
    with repository().database.write() as session:
        row = _check(session, work, page)
        check_state(_out(session, row))
        if not remove_text(session, row):
            raise NotFoundError(page)
        audit.note(session, g.caller.id, "text-removed", "work", work, {"page": page})


@operations(
    "POST",
    "/works/{work}/pages/{page}/recognition",
    "Recognise the text of a page",
    answers=TextOut,
    status=202,
)
def recognise_page(work: str, page: str) -> TextOut:
    """When a worker has time for it."""
    with repository().database.write() as session:
        row = _check(session, work, page)
        ask_for_text(session, row)
        session.flush()
        return _out(session, row)


@operations(
    "POST",
    "/works/{work}/recognition",
    "Recognise the texts of a work",
    takes=RecognitionIn,
    answers=RecognitionOut,
    status=202,
)
def recognise_work(work: str, sent: RecognitionIn) -> RecognitionOut:
    """Of the pages that have none."""
    with repository().database.write() as session:
        editable_work(session, work, Right.DESCRIBE)
        return RecognitionOut(pages=ask_for_texts(session, work, sent.again))


def _check(session: Session, work: str, page: str) -> Page:
    """A page of the work whose text the caller may change."""
    found = own_page(session, work, page)
    check_may_edit(get_work(session, work).institution_id, Right.DESCRIBE)
    return found


def _out(session: Session, page: Page) -> TextOut:
    row, job = standing_of(session, page.id)
    state: Any = JobState(job.state).value if job else None
    words = sentence(job.reason["code"], job.reason["params"], "en") if job and job.reason else ""
    if row is None:
        return TextOut(**_NOTHING, page=page.id, job=state, reason=words)
    return TextOut(
        page=page.id,
        source=row.source.value if hasattr(row.source, "value") else row.source,
        text=row.text,
        languages=row.languages,
        width=row.width,
        height=row.height,
        confidence=row.confidence,
        lines=_lines(row),
        revision=row.revision,
        modified=row.modified,
        job=state,
        reason=words,
    )


_NOTHING: dict[str, Any] = {
    "source": None,
    "text": "",
    "languages": [],
    "width": None,
    "height": None,
    "confidence": None,
    "lines": [],
    "revision": 0,
    "modified": None,
}


def _lines(row: PageText) -> list[LineOut]:
    lines = enumerate(transcript_of(row).lines, start=1)
    return [
        LineOut(number=number, text=line.text, box=list(line.box), corrected=line.corrected)
        for number, line in lines
    ]
