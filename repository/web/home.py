"""The first page: the project, its collections and the newest works as pictures, its news."""

from flask import Blueprint, render_template

from repository import browse, shelves
from repository.articles import list_articles
from repository.models import ArticleKind
from repository.web.articles import tell
from repository.web.context import language, repository
from repository.web.participants_map import participants_map

_NEWEST = 12
_NEWS = 3
_SHELVES = 12

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> str:
    """Everything there is, seen from the door."""
    with repository().database.read() as session:
        found = shelves.top_shelves(session)
        newest = browse.newest_works(session, _NEWEST)
        owners = browse.institutions_with_works(session)
        news = list_articles(session, ArticleKind.NEWS, limit=_NEWS)
    return render_template(
        "home.html",
        shelves=found[:_SHELVES],
        more_shelves=len(found) > _SHELVES,
        newest=newest,
        owners=[each for each in owners if each[1]],
        figures=browse.figures(owners),
        news=[tell(each) for each in news],
        map=participants_map([each for each, _works in owners], language()),
    )
