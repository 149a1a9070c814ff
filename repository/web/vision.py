"""The version for people with low vision: larger text, strong contrast, no pictures in lists.

It is the same site: the choice is kept in a cookie and written on the `html` element, where
`vision.css` finds it, so everything works without JavaScript.
"""

import re
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from repository.web.destination import destination
from repository.web.languages import page_url

SIZES = (100, 125, 150, 200)
COLOURS = ("usual", "black", "white", "blue")
COOKIE = "keruen_vision"
_KEPT = re.compile(r"(\d{3})\.([a-z]{4,5})\.(shown|hidden)", re.ASCII)
_YEAR = 365 * 24 * 3600

blueprint = Blueprint("vision", __name__, url_prefix="/low-vision")


@dataclass(frozen=True, slots=True)
class Vision:
    """`size` of the text in percent, scheme of `colours`, whether lists have `pictures`."""

    size: int = 100
    colours: str = "usual"
    pictures: bool = True

    @property
    def is_usual(self) -> bool:
        """Whether this is the site as everybody sees it."""
        return self == Vision()


_OFFERED = Vision(150, "black", pictures=False)
"""What the form has chosen for somebody who comes for the first time."""


def vision() -> Vision:
    """What this visitor has chosen; as everybody when the cookie says nothing we know."""
    found = _KEPT.fullmatch(request.cookies.get(COOKIE, ""))
    return _vision(*found.groups()) if found else Vision()


@blueprint.get("")
def form() -> str:
    """The choices."""
    chosen = vision()
    return render_template(
        "vision.html",
        chosen=_OFFERED if chosen.is_usual else chosen,
        sizes=SIZES,
        destination=destination(page_url("home.index")),
    )


@blueprint.post("")
def choose() -> AnyResponse:
    """Keep the choice, or with `usual` forget it, and go back to where the visitor was."""
    response = make_response(redirect(destination(page_url("home.index")), 303))
    if "usual" in request.form:
        response.delete_cookie(COOKIE)
    else:
        _keep(
            response, _vision(*(request.form.get(f, "") for f in ("size", "colours", "pictures")))
        )
    return response


def _vision(size: str, colours: str, pictures: str) -> Vision:
    known = {str(percent): percent for percent in SIZES}
    return Vision(
        size=known.get(size, 100),
        colours=colours if colours in COLOURS else "usual",
        pictures=pictures != "hidden",
    )


def _keep(response: Response, chosen: Vision) -> None:
    pictures = "shown" if chosen.pictures else "hidden"
    value = f"{chosen.size}.{chosen.colours}.{pictures}"
    response.set_cookie(COOKIE, value, max_age=_YEAR, samesite="Lax", httponly=True)
