"""The page of a collection."""

from flask import Blueprint, render_template

from repository import browse
from repository.institutions import find_collection
from repository.models import Institution
from repository.web.context import repository
from repository.web.paging import Paging

blueprint = Blueprint("collections", __name__, url_prefix="/collections")


@blueprint.get("/<slug>")
def collection(slug: str) -> str:
    """The collection's works and the collections within it. 404 for an unknown slug."""
    with repository().database.read() as session:
        found = find_collection(session, slug)
        paging = Paging.of_request(browse.count_in_collection(session, found.id))
        works = browse.works_of_collection(session, found.id, paging.size, paging.offset)
        children = [child for child in browse.shelves_in(session, found.id) if child.works]
        owner = session.get(Institution, found.institution_id) if found.institution_id else None
    return render_template(
        "collection.html",
        collection=found,
        works=works,
        children=children,
        owner=owner,
        paging=paging,
    )
