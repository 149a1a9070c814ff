"""Collections: all of them, and the page of each."""

from flask import Blueprint, render_template, request

from repository import browse, shelves
from repository.browse import Order
from repository.institutions import find_collection
from repository.models import Institution
from repository.web.context import language, repository
from repository.web.paging import Paging
from repository.web.visits import is_about, numbers

blueprint = Blueprint("collections", __name__, url_prefix="/collections")


@blueprint.get("")
def index() -> str:
    """Every collection that is in no other."""
    with repository().database.read() as session:
        found = shelves.top_shelves(session)
    return render_template("collections.html", shelves=found)


@blueprint.get("/<slug>")
def collection(slug: str) -> str:
    """The collection's works and the collections within it. 404 for an unknown slug."""
    order = _order()
    with repository().database.read() as session:
        found = find_collection(session, slug)
        paging = Paging.of_request(shelves.count_in_collection(session, found.id))
        works = browse.works_of_collection(
            session, found.id, order, language(), paging.size, paging.offset
        )
        children = shelves.shelves_in(session, found.id)
        parents = shelves.parents_of(session, found.id)
        owner = session.get(Institution, found.institution_id) if found.institution_id else None
    is_about("collection", found.id)
    return render_template(
        "collection.html",
        usage=numbers("collection", found.id),
        collection=found,
        works=works,
        children=children,
        parents=parents,
        owner=owner,
        paging=paging,
        order=order,
    )


def _order() -> Order:
    wanted = request.args.get("order", "")
    return Order(wanted) if wanted in set(Order) else Order.GIVEN
