"""For search engines: what they may read, and where everything is, in every language."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.articles import list_articles
from repository.models import ArticleKind, Collection, Institution, Work, WorkState
from repository.web.articles import ABOUT
from repository.web.context import repository
from repository.web.languages import LANGUAGES, page_url

_WORKS_AT_ONCE = 10_000  # a sitemap holds at most 50,000 addresses: three for each work
_MOST_PARTS = 1000
_MOST = 5000

Entry = tuple[str, Mapping[str, str], datetime | None]

blueprint = Blueprint("robots", __name__)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers leave alone: the studio, forms, tiles, endless lists."""
    lines = ["User-agent: *", "Disallow: /iiif/image/", "Disallow: /api/", "Disallow: /studio"]
    for language in LANGUAGES:
        lines += [f"Disallow: /{language}/{place}" for place in ("studio", "sign-in", "low-vision")]
        lines += [f"Disallow: /{language}/deliveries/", f"Disallow: /{language}/works/*/feedback"]
        lines += [f"Disallow: /{language}/works/*/copy", f"Disallow: /{language}/*?order="]
    lines += ["", f"Sitemap: {repository().settings.public_url}{url_for('robots.sitemap')}", ""]
    return _kept(Response("\n".join(lines), mimetype="text/plain"))


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The list of the parts."""
    with repository().database.read() as session:
        works = session.scalar(select(func.count()).select_from(Work).where(_SHOWN)) or 0
    parts = min(_MOST_PARTS, 1 + -(-works // _WORKS_AT_ONCE))
    page = render_template("sitemap_index.xml", parts=range(parts))
    return _kept(Response(page, mimetype="application/xml"))


@blueprint.get("/sitemap-<int:part>.xml")
def sitemap_part(part: int) -> Response:
    """Part 0 has the site's pages, the others works. 404 for a part that is not there."""
    if part > _MOST_PARTS:
        abort(404)
    with repository().database.read() as session:
        entries = list(_works(session, part) if part else _pages(session))
    if not entries:
        abort(404)
    page = render_template("sitemap.xml", entries=entries)
    return _kept(Response(page, mimetype="application/xml"))


def _pages(session: Session) -> Iterator[Entry]:
    for endpoint in ("home", "collections", "institutions", "about", "news"):
        yield _entry(f"{endpoint}.index", None)
    for endpoint in ("about.timeline", "about.documents"):
        yield _entry(endpoint, None)
    for slug, modified in session.execute(
        select(Collection.slug, Collection.modified).limit(_MOST)
    ):
        yield _entry("collections.collection", modified, slug=slug)
    query = select(Institution.slug, Institution.modified).limit(_MOST)
    for slug, modified in session.execute(query):
        yield _entry("institutions.institution", modified, slug=slug)
    kinds = (ArticleKind.PAGE, ArticleKind.DOCUMENT, ArticleKind.NEWS)
    for article in list_articles(session, *kinds, limit=_MOST):
        if article.slug != ABOUT:
            place = "news" if article.kind == ArticleKind.NEWS else "about"
            yield _entry(f"{place}.article", article.modified, slug=article.slug)


def _works(session: Session, part: int) -> Iterator[Entry]:
    query = select(Work.id, Work.modified).where(_SHOWN).order_by(Work.id)
    rows = session.execute(query.limit(_WORKS_AT_ONCE).offset((part - 1) * _WORKS_AT_ONCE))
    for work_id, modified in rows:
        yield _entry("works.work", modified, work_id=work_id)


def _entry(endpoint: str, modified: datetime | None, **values: Any) -> Entry:
    addresses = {code: page_url(endpoint, language=code, **values) for code in LANGUAGES}
    return url_for(endpoint, **values), addresses, modified


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


_SHOWN = Work.state == WorkState.PUBLISHED
