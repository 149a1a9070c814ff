"""What was changed in a work, by whom and when."""

from flask import Blueprint, render_template

from repository.web.context import repository
from repository.web.studio.access import for_curators
from repository.web.studio.frame import frame

blueprint = for_curators(Blueprint("history", __name__, url_prefix="/studio/works"))


@blueprint.get("/<work_id>/history")
def listing(work_id: str) -> str:
    """The versions of a work, the newest first."""
    with repository().database.read() as session:
        framed = frame(session, work_id, "history")
    return render_template("studio/history.html", **framed)
