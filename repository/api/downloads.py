"""PDFs for readers."""

from typing import Any, Literal

from flask import request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from repository.api.caller import repository
from repository.api.operation import Operations
from repository.downloads import Part, Shown, ask, status
from repository.downloads.part import choose
from repository.reasons import sentence
from repository.works import get_work

operations = Operations()
_PATH = "/works/{work}/pdf"
_PART = {"part": "page-ID or section-ID; all of the work without it"}


class DownloadOut(BaseModel):
    """A PDF and how it stands. `href` is where it lies, `pages` and `size` (bytes) once it does."""

    state: Literal["absent", "waiting", "running", "ready", "failed"]
    href: str
    pages: int
    size: int
    reason: str


@operations("GET", _PATH, "See how a PDF stands", answers=DownloadOut, query=_PART)
def read_download(work: str) -> DownloadOut:
    """Ask again every few seconds while it is waiting or running."""
    part = _part()
    with repository().database.read() as session:
        found = get_work(session, work)
        choose(session, work, part)
        return _out(work, part, status(session, found, part))


@operations("POST", _PATH, "Have a PDF made", answers=DownloadOut, status=202, query=_PART)
def make_download(work: str) -> DownloadOut:
    """Asking twice does no harm."""
    part = _part()
    with repository().database.write() as session:
        return _out(work, part, _ask(session, work, part))


def _ask(session: Session, work: str, part: Part) -> Shown:
    return ask(session, get_work(session, work), part)


def _part() -> Part:
    return Part.parse(request.args.get("part", ""))


def _out(work: str, part: Part, found: Shown) -> DownloadOut:
    query = f"?part={part}" if str(part) else ""
    known: dict[str, Any] | None = found.reason
    return DownloadOut(
        state=found.state,
        href=f"{repository().settings.public_url}/works/{work}/work.pdf{query}",
        pages=found.pages,
        size=found.size,
        reason=sentence(known["code"], known["params"], "en") if known else "",
    )
