"""Taking in scans, recordings and captions, one file per request."""

import re
from pathlib import PurePath

from flask import Blueprint, Response, abort, jsonify, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from repository.captions import (
    CaptionFile,
    is_captions,
    keep_captions,
    put_captions,
    read_captions,
)
from repository.errors import NotFoundError
from repository.jobs import INTERACTIVE
from repository.masters import StoredFile, clean_name, store_file
from repository.models import Institution, Role, User, Work
from repository.models.base import LanguageMap
from repository.pages import PageStatus, page_statuses, put_files
from repository.web.context import language, may_edit, repository
from repository.web.languages import LANGUAGES, page_url
from repository.web.studio.access import curator, editable_work, for_curators, page_of
from repository.web.studio.body import staged_body
from repository.web.studio.status import page_status
from repository.works import create_work

_KEY = re.compile(r"[0-9a-f-]{36}")
_LONGEST_TITLE = 2000

blueprint = for_curators(Blueprint("files", __name__, url_prefix="/studio/works"))


@blueprint.get("/new")
def new() -> str:
    """The page where files are dropped."""
    user = curator()
    with repository().database.read() as session:
        libraries = _libraries(session, user)
    return render_template("studio/new.html", libraries=libraries)


@blueprint.post("/new")
def first() -> Response:
    """The first file of a new work: makes the draft and its first page in one transaction.

    `?key=` is a number the sender made up for this work: sending the same again, after an
    answer was lost, finds the draft instead of making another.
    """
    key = request.args.get("key", "")
    institution_id = request.args.get("institution", "")
    if not _KEY.fullmatch(key) or not institution_id:
        raise BadRequest
    if not may_edit(institution_id):
        abort(403)
    file = _receive(request.args.get("name", ""))
    with repository().database.write() as session:
        work = _draft(session, institution_id, f"upload:{key}", _title(file))
        return _put(session, work, file)


@blueprint.post("/<work_id>/files")
def another(work_id: str) -> Response:
    """A further file, or with `?page=` a better scan for a page that is there."""
    with repository().database.read() as session:
        work = session.get(Work, work_id)
        if work is None:
            raise NotFoundError(work_id)
        if not may_edit(work.institution_id):
            abort(403)
        name = _name_of_page(session, work_id) or request.args.get("name", "")
    file = _receive(name)
    with repository().database.write() as session:
        return _put(session, editable_work(session, work_id), file)


def _receive(name: str) -> StoredFile | CaptionFile:
    storage = repository().storage
    with staged_body(repository().settings) as path:
        if not is_captions(name):
            return store_file(storage, path, name)
        captions = read_captions(path, name)
    keep_captions(storage, captions)
    return captions


def _put(session: Session, work: Work, file: StoredFile | CaptionFile) -> Response:
    if isinstance(file, CaptionFile):
        put_captions(session, work, [file])
        return _answer(work, None)
    (page,) = put_files(session, work, [file], INTERACTIVE)
    statuses = page_statuses(session, work.id)
    return _answer(work, next(status for status in statuses if status.id == page.id))


def _answer(work: Work, page: PageStatus | None) -> Response:
    return jsonify(
        {
            "work": work.id,
            "files": page_url("files.another", work_id=work.id),
            "status": page_url("editing.status", work_id=work.id),
            "address": page_url("editing.edit", work_id=work.id),
            "page": page_status(page) if page else None,
        }
    )


def _draft(session: Session, institution_id: str, source: str, label: LanguageMap) -> Work:
    again = select(Work).where(Work.source == source, Work.institution_id == institution_id)
    work = session.scalar(again)
    if work is None:
        if session.get(Institution, institution_id) is None:
            raise NotFoundError(institution_id)
        work = create_work(session, institution_id, label)
        work.source = source
    return work


def _title(file: StoredFile | CaptionFile) -> LanguageMap:
    title = request.args.get("title", "").strip()[:_LONGEST_TITLE]
    if not title:
        folder = clean_name(request.args.get("folder", "")) if request.args.get("folder") else ""
        return {"none": [folder or PurePath(file.name).stem]}
    chosen = request.args.get("title-language", "")
    return {chosen if chosen in LANGUAGES else language(): [title]}


def _name_of_page(session: Session, work_id: str) -> str:
    page_id = request.args.get("page", "")
    return page_of(session, work_id, page_id).file_name if page_id else ""


def _libraries(session: Session, user: User) -> list[Institution]:
    query = select(Institution).order_by(Institution.position, Institution.slug)
    if user.role != Role.ADMINISTRATOR:
        query = query.where(Institution.id == user.institution_id)
    return list(session.scalars(query))
