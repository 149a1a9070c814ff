"""The page of a partner library."""

from flask import Blueprint, render_template

from repository import browse
from repository.institutions import find_institution
from repository.web.context import repository
from repository.web.paging import Paging

blueprint = Blueprint("institutions", __name__, url_prefix="/institutions")


@blueprint.get("/<slug>")
def institution(slug: str) -> str:
    """The library, its collections and works. 404 for an unknown slug."""
    with repository().database.read() as session:
        found = find_institution(session, slug)
        paging = Paging.of_request(browse.count_of_institution(session, found.id))
        works = browse.works_of_institution(session, found.id, paging.size, paging.offset)
        shelves = [s for s in browse.shelves_of_institution(session, found.id) if s.works]
    return render_template(
        "institution.html", institution=found, works=works, shelves=shelves, paging=paging
    )
