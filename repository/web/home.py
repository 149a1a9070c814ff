"""The first page: collections and the newest works, as pictures."""

from flask import Blueprint, render_template

from repository import browse, shelves
from repository.web.context import repository

_NEWEST = 24

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> str:
    """Everything there is, seen from the door."""
    with repository().database.read() as session:
        found = shelves.top_shelves(session)
        newest = browse.newest_works(session, _NEWEST)
        owners = browse.institutions_with_works(session)
    return render_template("home.html", shelves=found, newest=newest, owners=owners)
