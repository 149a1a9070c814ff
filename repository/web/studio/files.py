"""A new work: the page where files are dropped, and the draft that appears with the first."""

import re
from pathlib import PurePath

from flask import Blueprint, Response, abort, jsonify, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from repository.errors import NotFoundError
from repository.masters import clean_name
from repository.models import Institution, Work
from repository.models.base import LanguageMap
from repository.web.context import language, may_edit, repository
from repository.web.languages import LANGUAGES, page_url
from repository.web.studio.access import curator, for_curators
from repository.web.studio.owners import libraries_of
from repository.works import create_work

_KEY = re.compile(r"[0-9a-f-]{32,36}")
_LONGEST_TITLE = 2000

blueprint = for_curators(Blueprint("files", __name__, url_prefix="/studio/works"))


@blueprint.get("/new")
def new() -> str:
    """The page where files are dropped."""
    user = curator()
    with repository().database.read() as session:
        libraries = libraries_of(session, user)
    return render_template("studio/new.html", libraries=libraries)


@blueprint.post("/new")
def first() -> Response:
    """The draft for a file that is about to be sent, and where it is sent to.

    `key` is a number the sender made up for this work: asking for the same again, after an
    answer was lost, finds the draft instead of making another.
    """
    key = request.form.get("key", "")
    institution_id = request.form.get("institution", "")
    if not _KEY.fullmatch(key) or not institution_id:
        raise BadRequest
    if not may_edit(institution_id):
        abort(403)
    with repository().database.write() as session:
        work = _draft(session, institution_id, f"upload:{key}", _title())
    return jsonify(
        {
            "work": work.id,
            "uploads": page_url("uploads.begin", work_id=work.id),
            "status": page_url("editing.status", work_id=work.id),
            "address": page_url("editing.edit", work_id=work.id),
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


def _title() -> LanguageMap:
    title = request.form.get("title", "").strip()[:_LONGEST_TITLE]
    if not title:
        folder = clean_name(request.form.get("folder", "")) if request.form.get("folder") else ""
        name = clean_name(request.form.get("name", ""))
        return {"none": [folder or PurePath(name).stem]}
    chosen = request.form.get("title-language", "")
    return {chosen if chosen in LANGUAGES else language(): [title]}
