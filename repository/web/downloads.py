"""PDFs of works, sections and pages: asked for on a page, made by a worker, fetched from here."""

from collections.abc import Sequence
from threading import BoundedSemaphore
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from repository.downloads import Part, Shown, ask, status
from repository.downloads.part import Chosen, choose, top_sections
from repository.errors import RefusedError
from repository.models import Work, WorkState
from repository.models.base import LanguageMap
from repository.web import labels
from repository.web.blocks import Blocks
from repository.web.context import language, repository
from repository.web.languages import page_url
from repository.web.visible import visible_work
from repository.web.words import reason

_WAIT = 4  # seconds after which a browser looks again
_AT_ONCE = 4  # readers who fetch a file at once, in each process

blueprint = Blueprint("downloads", __name__, url_prefix="/works")


@blueprint.get("/<work_id>/pdf")
def pdf(work_id: str) -> Response:
    """How the PDF of a work stands, `?part=page-ID` or `section-ID` for less than all of it."""
    part = _part()
    with repository().database.read() as session:
        work = visible_work(session, work_id)
        chosen = choose(session, work_id, part)
        found = status(session, work, part)
        sections = [] if str(part) else top_sections(session, work_id)
    return _page(work, part, chosen, found, sections=sections)


@blueprint.post("/<work_id>/pdf")
def ask_for_pdf(work_id: str) -> AnyResponse:
    """Have the PDF made."""
    part = _part()
    try:
        with repository().database.write() as session:
            work = visible_work(session, work_id)
            ask(session, work, part)
    except RefusedError as refused:
        with repository().database.read() as session:
            work = visible_work(session, work_id)
            chosen = choose(session, work_id, part)
        words = reason(refused.code, refused.params)
        busy = refused.code == "downloads-busy"
        return _page(work, part, chosen, Shown("absent"), words, 503 if busy else 422)
    address = page_url("downloads.pdf", work_id=work_id, **_query(part))
    return redirect(address, 303)


def create_files_blueprint() -> Blueprint:
    """The files themselves, at addresses without a language."""
    files = Blueprint("pdf_files", __name__, url_prefix="/works")
    room = BoundedSemaphore(_AT_ONCE)

    @files.get("/<work_id>/work.pdf")
    def file(work_id: str) -> AnyResponse:
        """The PDF when it lies ready, else the page on which it can be asked for."""
        part = _part()
        with repository().database.read() as session:
            work = visible_work(session, work_id)
            found = status(session, work, part)
        if found.state != "ready":
            return redirect(page_url("downloads.pdf", work_id=work_id, **_query(part)), 303)
        return _file(work, found, room)

    return files


def _file(work: Work, found: Shown, room: BoundedSemaphore) -> Response:
    response = Response(content_type="application/pdf")
    response.set_etag(f"{found.id}-{found.revision}")
    response.headers["Cache-Control"] = "private, no-cache"
    if work.state == WorkState.PUBLISHED:
        response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Disposition"] = _disposition(work)
    response.make_conditional(request)
    if response.status_code == 304:
        return response
    if request.method != "HEAD":
        ranges = repository().storage.ranges(found.key)
        if not room.acquire(blocking=False):
            abort(503)
        response.response = Blocks(ranges, found.size, room)
    response.headers["Content-Length"] = str(found.size)
    return response


def _disposition(work: Work) -> str:
    """A file name that tells the title, in letters that every system can keep."""
    title = "".join(c if c.isalnum() else " " for c in labels.plain(work.label, language()))
    name = "-".join(title.split())[:80] or work.id
    return f"inline; filename=\"{work.id}.pdf\"; filename*=UTF-8''{quote(name)}.pdf"


def _page(
    work: Work,
    part: Part,
    chosen: Chosen,
    found: Shown,
    problem: str = "",
    code: int = 200,
    sections: Sequence[tuple[str, LanguageMap]] = (),
) -> Response:
    known = found.reason
    page = render_template(
        "download.html",
        work=work,
        part=str(part),
        chosen=chosen,
        number=chosen.pages[0][0] if part.page_id and chosen.pages else None,
        found=found,
        top=sections,
        megabytes=max(1, round(found.size / 1_000_000)),
        problem=problem or (reason(known["code"], known["params"]) if known else ""),
        wait=_WAIT if found.state in ("waiting", "running") else 0,
    )
    response = Response(page, code, content_type="text/html; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _part() -> Part:
    return Part.parse(request.values.get("part", ""))


def _query(part: Part) -> dict[str, str]:
    return {"part": str(part)} if str(part) else {}
