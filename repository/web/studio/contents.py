"""The table of contents of a work."""

from flask import Blueprint, render_template

from repository.web.context import repository
from repository.web.studio.access import for_curators
from repository.web.studio.arranged import arranged
from repository.web.studio.frame import frame

blueprint = for_curators(Blueprint("contents", __name__, url_prefix="/studio/works"))


@blueprint.get("/<work_id>/contents")
def tree(work_id: str) -> str:
    """The sections as a tree, beside the pages."""
    with repository().database.read() as session:
        framed = frame(session, work_id, "contents")
        state = arranged(session, framed["work"], None)
    return render_template("studio/contents.html", **framed, arranged=state)
