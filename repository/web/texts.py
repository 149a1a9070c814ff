"""The texts of pages and works, for readers and programs: plain, ALTO and hOCR."""

from collections.abc import Iterable

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session

from repository.models import PageText, Work, WorkState
from repository.texts.alto_writing import MEDIA_TYPE as ALTO
from repository.texts.catalogue import text_in
from repository.texts.hocr_writing import MEDIA_TYPE as HOCR
from repository.texts.hocr_writing import write_hocr
from repository.texts.keeping import transcript_of
from repository.texts.whole import leaves, plain, zipped
from repository.web.context import repository
from repository.web.labels import plain as plain_label
from repository.web.visible import visible_work

_PLAIN = "text/plain; charset=utf-8"

blueprint = Blueprint("texts", __name__, url_prefix="/works")


@blueprint.get("/<work_id>/pages/<page_id>/text")
def page_plain(work_id: str, page_id: str) -> Response:
    """What is written on a page, line by line. 404 for drafts unless a curator asks."""
    with repository().database.read() as session:
        work, row = _text(session, work_id, page_id)
    return _answer(work, row, row.text.encode(), _PLAIN)


@blueprint.get("/<work_id>/pages/<page_id>/text.alto.xml")
def page_alto(work_id: str, page_id: str) -> Response:
    """The page's ALTO 4."""
    with repository().database.read() as session:
        work, row = _text(session, work_id, page_id)
    return _answer(work, row, repository().storage.read(row.key), ALTO)


@blueprint.get("/<work_id>/pages/<page_id>/text.hocr")
def page_hocr(work_id: str, page_id: str) -> Response:
    """The page's hOCR."""
    with repository().database.read() as session:
        work, row = _text(session, work_id, page_id)
        hocr = write_hocr(transcript_of(row), plain_label(work.label, "en"))
    return _answer(work, row, hocr, HOCR)


@blueprint.get("/<work_id>/text.txt")
def work_plain(work_id: str) -> Response:
    """All that is written in a work; a form feed stands between two pages."""
    with repository().database.read() as session:
        work = visible_work(session, work_id)
    pages = leaves(repository().database, work_id) or abort(404)
    parts = (part.encode() for part in plain(repository().database, pages))
    return _whole(work, parts, _PLAIN, "txt")


@blueprint.get("/<work_id>/text.alto.zip")
def work_alto(work_id: str) -> Response:
    """A ZIP of the ALTO of every page, made while it is sent."""
    with repository().database.read() as session:
        work = visible_work(session, work_id)
    pages = leaves(repository().database, work_id) or abort(404)
    return _whole(work, zipped(repository().storage, pages), "application/zip", "alto.zip")


def _text(session: Session, work_id: str, page_id: str) -> tuple[Work, PageText]:
    work = visible_work(session, work_id)
    return work, text_in(session, work_id, page_id) or abort(404)


def _answer(work: Work, row: PageText, data: bytes, media_type: str) -> Response:
    response = Response(data, content_type=media_type)
    response.set_etag(f"{row.page_id}-{row.revision}-{request.endpoint}")
    response.make_conditional(request)
    return _shared(work, response)


def _whole(work: Work, parts: Iterable[bytes], media_type: str, ending: str) -> Response:
    response = Response(parts, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{work.id}.{ending}"'
    return _shared(work, response)


def _shared(work: Work, response: Response) -> Response:
    """Open to programs of other sites; what is hidden from readers stays out of their caches."""
    public = work.state == WorkState.PUBLISHED
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, no-cache" if public else "private, no-store"
    return response
