"""What the site is called, and whether its content is an example."""

from flask import Blueprint, redirect, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from repository import audit
from repository.models import SiteText
from repository.models.base import LanguageMap
from repository.web.context import repository
from repository.web.languages import LANGUAGES, page_url
from repository.web.site_text import site_text
from repository.web.studio.access import curator
from repository.web.studio.site_access import for_administrators

blueprint = for_administrators(Blueprint("site_settings", __name__, url_prefix="/studio/site/name"))


@blueprint.get("")
def form() -> str:
    """The form."""
    return render_template("studio/site/settings.html", site=site_text())


@blueprint.post("")
def keep() -> Response:
    """Keep what was typed."""
    with repository().database.write() as session:
        row = session.scalars(select(SiteText)).one()
        row.title = _texts("title", 200)
        row.sentence = _texts("sentence", 1000)
        row.demonstration = "demonstration" in request.form
        audit.note(session, curator().id, "renamed", "site", "site")
    return redirect(page_url("home.index"), 303)


def _texts(name: str, longest: int) -> LanguageMap | None:
    typed = {code: request.form.get(f"{name}-{code}", "").strip()[:longest] for code in LANGUAGES}
    return {code: [text] for code, text in typed.items() if text} or None
