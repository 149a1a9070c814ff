"""Works as catalogue records, for programs: what the manifests' `seeAlso` points at."""

from flask import Blueprint, Response, abort, make_response

from repository.authorities import linked
from repository.models import Institution
from repository.records import FORMATS, record_of, write_record
from repository.web.context import repository
from repository.web.visible import visible_work

blueprint = Blueprint("records", __name__)


@blueprint.get("/works/<work_id>/record.<name>.xml")
def record(work_id: str, name: str) -> Response:
    """The record in Dublin Core, MODS or MARCXML. 404 for drafts unless a curator asks."""
    known = FORMATS.get(name) or abort(404)
    with repository().database.read() as session:
        work = visible_work(session, work_id)
        owner = session.get_one(Institution, work.institution_id)
        links = linked(session, work.metadata_)
    written = record_of(work, owner, repository().settings.public_url, links)
    response = make_response(write_record(written, known))
    response.content_type = known.media_type
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response
