"""The texts of a work's pages: having them recognised, given by file, set right line by line."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from repository import audit
from repository.errors import NotFoundError, RefusedError
from repository.fields.languages import name_of
from repository.models import Derivative, Page, PageText, TextCorrection, User
from repository.pages import page_statuses
from repository.permissions import Right
from repository.texts.alto_reading import MOST_BYTES
from repository.texts.correcting import correct, give_text
from repository.texts.keeping import remove_text, transcript_of
from repository.texts.languages import tag
from repository.texts.recognition import ask_for_text
from repository.texts.sizes import Sheet, sheet_of
from repository.texts.standing import ask_for_texts, standing_of, standings
from repository.texts.transcript import Box, Line
from repository.web.context import language, repository
from repository.web.languages import page_url
from repository.web.pictures import picture, thumbnail
from repository.web.studio.access import curator, editable_work, for_curators, page_of
from repository.web.studio.frame import frame
from repository.web.words import reason

_MOST_CORRECTIONS = 20
_WIDEST_CUT = 1400  # pixels of the picture of a line
_WIDEST_SHOWN = 800
_SHEET = 500
_MARGIN = 6  # pixels around a line

blueprint = for_curators(Blueprint("texts_of_pages", __name__, url_prefix="/studio/works"))


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line to be set right: its number, what it says, where it stands, its picture.

    `width` is that of its picture in CSS pixels: letters are as large in all of them.
    """

    number: int
    text: str
    corrected: bool
    box: Box
    cut: str
    width: int


@blueprint.get("/<work_id>/text")
def listing(work_id: str) -> str:
    """Every page with how its text stands."""
    with repository().database.read() as session:
        framed = frame(session, work_id, "texts")
        found = standings(session, work_id)
    rows = [
        (each, _sentence(each.reason), thumbnail(each.page.image_id, each.page.layout, 60))
        for each in found
    ]
    return render_template("studio/texts.html", rows=rows, named=_named, **framed)


@blueprint.post("/<work_id>/text")
def recognise_all(work_id: str) -> Response:
    """Have the pages read that have no text, or with `again` all that were recognised."""
    with repository().database.write() as session:
        editable_work(session, work_id, Right.DESCRIBE)
        asked = ask_for_texts(session, work_id, bool(request.form.get("again")))
        _note(session, work_id, "recognition-asked", {"pages": asked})
    return redirect(page_url("texts_of_pages.listing", work_id=work_id), 303)


@blueprint.get("/<work_id>/text/<page_id>")
def lines(work_id: str, page_id: str) -> str:
    """The page with its lines, each beside its picture."""
    return _render(work_id, page_id)


@blueprint.post("/<work_id>/text/<page_id>")
def save(work_id: str, page_id: str) -> Response:
    """Set lines right: `line-3` is the text of the third, `seen` the revision that was shown."""
    with repository().database.read() as session:
        editable_work(session, work_id, Right.DESCRIBE)
        page_of(session, work_id, page_id)
    texts = {_number(name): text for name, text in request.form.items() if name[:5] == "line-"}
    try:
        correct(repository(), page_id, _number(request.form.get("seen", "")), texts, curator().id)
    except RefusedError as error:
        page = _render(work_id, page_id, reason(error.code, error.params), texts)
        return make_response(page, 409)
    return _back(work_id, page_id)


@blueprint.post("/<work_id>/text/<page_id>/recognise")
def recognise(work_id: str, page_id: str) -> Response:
    """Have the page read, again when it was read before."""
    with repository().database.write() as session:
        editable_work(session, work_id, Right.DESCRIBE)
        ask_for_text(session, page_of(session, work_id, page_id))
        _note(session, work_id, "recognition-asked", {"page": page_id})
    return _back(work_id, page_id)


@blueprint.post("/<work_id>/text/<page_id>/file")
def give(work_id: str, page_id: str) -> Response:
    """Take the text from an ALTO or hOCR file."""
    with repository().database.read() as session:
        editable_work(session, work_id, Right.DESCRIBE)
        page_of(session, work_id, page_id)
    request.max_content_length = MOST_BYTES + (1 << 20)
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadRequest
    try:
        data = file.stream.read(MOST_BYTES + 1)
        give_text(repository(), page_id, data, file.filename, curator().id)
    except RefusedError as error:
        return make_response(_render(work_id, page_id, reason(error.code, error.params)), 422)
    return _back(work_id, page_id)


@blueprint.post("/<work_id>/text/<page_id>/remove")
def remove(work_id: str, page_id: str) -> Response:
    """Take the text away."""
    with repository().database.write() as session:
        editable_work(session, work_id, Right.DESCRIBE)
        if remove_text(session, page_of(session, work_id, page_id)):
            _note(session, work_id, "text-removed", {"page": page_id})
    return _back(work_id, page_id)


def _render(
    work_id: str, page_id: str, problem: str = "", typed: dict[int, str] | None = None
) -> str:
    with repository().database.read() as session:
        framed = frame(session, work_id, "texts")
        pages = page_statuses(session, work_id)
        place = next((n for n, page in enumerate(pages) if page.id == page_id), None)
        if place is None:
            raise NotFoundError(page_id)
        text, job = standing_of(session, page_id)
        page = session.get_one(Page, page_id)
        scan = session.get(Derivative, page.derivative_id) if page.derivative_id else None
        shown = _shown(page, scan, text) if text else []
        corrections = _corrections(session, page_id)
    status = pages[place]
    return render_template(
        "studio/text.html",
        page=status,
        before=pages[place - 1] if place else None,
        after=pages[place + 1] if place + 1 < len(pages) else None,
        text=text,
        tongue=tag(text.languages[0]) if text and text.languages else None,
        sheet=picture(scan.id, scan.layout, _SHEET) if scan else None,
        lines=shown,
        typed=typed or {},
        corrections=corrections,
        job=job.state if job else None,
        why=_sentence(job.reason if job else None),
        problem=problem,
        named=_named,
        **framed,
    )


def _shown(page: Page, scan: Derivative | None, text: PageText) -> list[ShownLine]:
    sheet = sheet_of(page, scan)
    lines = list(transcript_of(text).lines)
    widest = max((line.box.width for line in lines), default=1)
    return [
        ShownLine(
            number,
            line.text,
            line.corrected,
            line.box,
            _cut(scan, sheet, line),
            max(20, _WIDEST_SHOWN * line.box.width // widest),
        )
        for number, line in enumerate(lines, start=1)
        if line.words or line.corrected
    ]


def _cut(scan: Derivative | None, sheet: Sheet | None, line: Line) -> str:
    """The address of a line's own picture; "" where the page's picture is not ours."""
    if scan is None or sheet is None:
        return ""
    width, height = scan.layout["width"], scan.layout["height"]
    crop = sheet.crop or (0, 0, width, height)
    across, down = crop[2] / sheet.target[2], crop[3] / sheet.target[3]
    left = crop[0] + (line.box.x - sheet.target[0] - _MARGIN) * across
    top = crop[1] + (line.box.y - sheet.target[1] - _MARGIN) * down
    right = left + (line.box.width + 2 * _MARGIN) * across
    bottom = top + (line.box.height + 2 * _MARGIN) * down
    x, y = max(0, min(round(left), width - 1)), max(0, min(round(top), height - 1))
    w = max(1, min(round(right), width) - x)
    h = max(1, min(round(bottom), height) - y)
    service = f"{request.script_root}/iiif/image/3/{scan.id}"
    return f"{service}/{x},{y},{w},{h}/{min(w, _WIDEST_CUT)},/0/default.jpg"


def _corrections(session: Session, page_id: str) -> list[Any]:
    query = (
        select(TextCorrection, User.name)
        .outerjoin(User, User.id == TextCorrection.user_id)
        .where(TextCorrection.page_id == page_id)
        .order_by(TextCorrection.created.desc(), TextCorrection.id)
    )
    return list(session.execute(query.limit(_MOST_CORRECTIONS)))


def _named(codes: list[str]) -> str:
    return ", ".join(name_of(tag(code), language()) for code in codes)


def _sentence(found: dict[str, Any] | None) -> str:
    return reason(found["code"], found["params"]) if found else ""


def _number(text: str) -> int:
    digits = text.removeprefix("line-")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 0


def _note(session: Session, work_id: str, action: str, details: dict[str, Any]) -> None:
    audit.note(session, curator().id, action, "work", work_id, details)


def _back(work_id: str, page_id: str) -> Response:
    return redirect(page_url("texts_of_pages.lines", work_id=work_id, page_id=page_id), 303)
