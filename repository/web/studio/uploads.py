"""Files on their way into a work, by tus 1.0: a curator's browser sends them and comes back."""

from flask import Blueprint, Response, jsonify
from werkzeug.wrappers import Response as AnyResponse

from repository.models import Upload
from repository.uploads import Known, find_upload, keep_twice, known_uploads
from repository.web.context import repository
from repository.web.languages import page_url
from repository.web.studio.access import curator, editable_work, for_curators
from repository.web.tus import Door, mark


def address_of(work_id: str, upload_id: str) -> str:
    """Where an upload is sent to."""
    return page_url("uploads.change", work_id=work_id, upload_id=upload_id)


door = Door(repository, lambda: curator().id, editable_work, address_of)
blueprint = for_curators(Blueprint("uploads", __name__, url_prefix="/studio/works"))
blueprint.after_request(mark)


@blueprint.route("/<work_id>/uploads", methods=["OPTIONS", "POST"], provide_automatic_options=False)
def begin(work_id: str) -> Response:
    """Say what this server can do, or begin an upload."""
    return door.begin(work_id)


@blueprint.get("/<work_id>/uploads", provide_automatic_options=False)
def listing(work_id: str) -> Response:
    """What the curator has sent to this work: begun and not finished, or finished already."""
    settings = repository().settings
    with repository().database.read() as session:
        editable_work(session, work_id)
        unfinished, finished = known_uploads(session, settings, curator().id, work_id)
    return jsonify(
        unfinished=[_unfinished(work_id, each) for each in unfinished],
        finished=[_finished(each) for each in finished],
    )


@blueprint.route(
    "/<work_id>/uploads/<upload_id>",
    methods=["OPTIONS", "HEAD", "PATCH", "DELETE", "POST"],
    provide_automatic_options=False,
)
def change(work_id: str, upload_id: str) -> Response:
    """Ask how much has arrived, send a piece, or forget it."""
    return door.change(work_id, upload_id)


@blueprint.post("/<work_id>/uploads/<upload_id>/keep")
def keep(work_id: str, upload_id: str) -> AnyResponse:
    """Make a page of its own of a file that another page has already."""
    with repository().database.write() as session:
        editable_work(session, work_id)
        upload = find_upload(session, curator().id, work_id, upload_id)
        page_id = keep_twice(session, upload).made_id
    return jsonify(page=page_id)


def _unfinished(work_id: str, known: Known) -> dict[str, object]:
    upload = known.upload
    return {
        **_finished(upload),
        "address": address_of(work_id, upload.id),
        "offset": known.offset,
        "expires": upload.expires.isoformat(),
    }


def _finished(upload: Upload) -> dict[str, object]:
    return {
        "name": upload.name,
        "size": upload.size,
        "mark": upload.mark,
        "page": upload.made_id,
        "outcome": upload.outcome,
    }
