"""The project's own pages as readers see them: about, documents, the timeline, news."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from repository import dates
from repository.articles import count_articles, find_article, list_articles, moved_to
from repository.errors import NotFoundError
from repository.markdown import render, words
from repository.models import Article, ArticleKind
from repository.permissions import Right, may
from repository.web import labels
from repository.web.context import current_user, language, repository
from repository.web.languages import page_url
from repository.web.paging import Paging
from repository.web.words import gettext as _

ABOUT = "about"
_NEWS_AT_ONCE = 20
_TEASER = 220

blueprint = Blueprint("about", __name__, url_prefix="/about")
news = Blueprint("news", __name__, url_prefix="/news")


@dataclass(frozen=True, slots=True)
class Told:
    """An article in the reader's language, or in the next best, which `language` then names."""

    id: str
    kind: str
    title: Markup
    plain_title: str
    body: Markup
    teaser: str
    language: str
    date: str
    edtf: str
    address: str
    published: bool


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the list beside the project's pages."""

    name: str
    address: str
    is_open: bool


@blueprint.get("")
def index() -> str:
    """What the project is: the page with the slug `about`, or what there is besides."""
    with repository().database.read() as session:
        try:
            article = find_article(session, ABOUT, ArticleKind.PAGE)
        except NotFoundError:
            article = None
    if article is None or not _visible(article):
        return render_template("about.html", told=None, links=links(ABOUT))
    return render_template("about.html", told=tell(article), links=links(ABOUT))


@blueprint.get("/documents")
def documents() -> str:
    """The concept, the agreements and whatever else was signed or adopted."""
    found = _listed(ArticleKind.DOCUMENT)
    return render_template("documents.html", documents=found, links=links("documents"))


@blueprint.get("/timeline")
def timeline() -> str:
    """The stages of the project in the order of time."""
    found = _listed(ArticleKind.STAGE)
    return render_template("timeline.html", stages=found, links=links("timeline"))


@blueprint.get("/<slug>")
def article(slug: str) -> AnyResponse | str:
    """One page, document or stage; an old address leads to the new one. 404 for others."""
    return _shown(slug, ArticleKind.PAGE, ArticleKind.DOCUMENT, ArticleKind.STAGE)


@news.get("", endpoint="index")
def all_news() -> str:
    """The news, the newest first."""
    with repository().database.read() as session:
        paging = Paging.of_request(count_articles(session, ArticleKind.NEWS), _NEWS_AT_ONCE)
        found = list_articles(session, ArticleKind.NEWS, limit=paging.size, offset=paging.offset)
    return render_template("news.html", news=[tell(each) for each in found], paging=paging)


@news.get("/<slug>", endpoint="article")
def piece(slug: str) -> AnyResponse | str:
    """One piece of news; an old address leads to the new one. 404 for others."""
    return _shown(slug, ArticleKind.NEWS)


@news.get("/feed.atom")
def feed() -> Response:
    """The news as an Atom feed (RFC 4287)."""
    with repository().database.read() as session:
        found = list_articles(session, ArticleKind.NEWS, limit=_NEWS_AT_ONCE)
    told = [(tell(each), each.modified) for each in found]
    newest = max((moment for _told, moment in told), default=None)
    response = Response(
        render_template("feed.xml", entries=told, updated=newest), mimetype="application/atom+xml"
    )
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def tell(article: Article) -> Told:
    """The article as it is shown."""
    chosen, text = labels.best({code: [each] for code, each in article.body.items()}, language())
    return Told(
        id=article.id,
        kind=article.kind,
        title=labels.marked(article.title, language()),
        plain_title=labels.plain(article.title, language()),
        body=Markup(render(text)),  # cleaned by nh3
        teaser=words(text, _TEASER),
        language=chosen,
        date=dates.shown(article.date or "", language()),
        edtf=article.date or "",
        address=address_of(article),
        published=article.published,
    )


def address_of(article: Article) -> str:
    """The path of an article in the reader's language."""
    if article.kind == ArticleKind.NEWS:
        return page_url("news.article", slug=article.slug)
    if article.slug == ABOUT:
        return page_url("about.index")
    return page_url("about.article", slug=article.slug)


def links(shown: str) -> list[Link]:
    """What stands beside every page about the project; `shown` is the slug of the open one."""
    with repository().database.read() as session:
        pages = list_articles(session, ArticleKind.PAGE)
        documents = count_articles(session, ArticleKind.DOCUMENT)
        stages = count_articles(session, ArticleKind.STAGE)
    found = [Link(_("The project"), page_url("about.index"), shown == ABOUT)]
    if stages:
        found.append(Link(_("Timeline"), page_url("about.timeline"), shown == "timeline"))
    if documents:
        found.append(Link(_("Documents"), page_url("about.documents"), shown == "documents"))
    found += _further(pages, shown)
    return [*found, Link(_("Participants"), page_url("institutions.index"), False)]


def _further(pages: Sequence[Article], shown: str) -> list[Link]:
    return [
        Link(labels.plain(page.title, language()), address_of(page), page.slug == shown)
        for page in pages
        if page.slug != ABOUT
    ]


def _listed(kind: ArticleKind) -> list[Told]:
    with repository().database.read() as session:
        found = list_articles(session, kind)
    return [tell(each) for each in found]


def _shown(slug: str, *kinds: ArticleKind) -> AnyResponse | str:
    with repository().database.read() as session:
        try:
            found = find_article(session, slug, *kinds)
        except NotFoundError:
            moved = moved_to(session, slug, *kinds)
            if moved is None:
                raise
            return redirect(address_of(moved), 301)
    if not _visible(found):
        abort(404)
    if slug != found.slug or slug == ABOUT:
        return redirect(address_of(found), 301)
    return render_template("article.html", told=tell(found), links=links(_place(found)))


def _place(article: Article) -> str:
    """Which entry beside the page is open."""
    sections = {ArticleKind.DOCUMENT: "documents", ArticleKind.STAGE: "timeline"}
    return sections.get(ArticleKind(article.kind), article.slug)


def _visible(article: Article) -> bool:
    return article.published or may(current_user(), Right.FOUND)
