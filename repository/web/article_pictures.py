"""Pictures of articles, kept by browsers for ever: their addresses never change their content."""

from flask import Blueprint, Response

from repository.article_pictures import find_picture
from repository.web.context import repository

blueprint = Blueprint("article_pictures", __name__, url_prefix="/pictures")


@blueprint.get("/<picture_id>")
def picture(picture_id: str) -> Response:
    """The picture. 404 for an unknown id."""
    with repository().database.read() as session:
        found = find_picture(session, picture_id)
    response = Response(repository().storage.read(found.key), mimetype=found.media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    # Drawn by us, but come from outside: opened by itself, it is a picture and nothing else.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
