"""The project's own pages in the studio: writing them in three languages, pictures, versions."""

import re
from dataclasses import dataclass, field, replace

from flask import Blueprint, abort, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from repository import audit
from repository.article_pictures import LARGEST, newest_pictures, take_picture
from repository.articles import (
    change_article,
    check_revision,
    find_article,
    find_version,
    list_articles,
    make_article,
    versions_of,
)
from repository.errors import RefusedError
from repository.markdown import render
from repository.models import Article, ArticleKind
from repository.web.articles import address_of
from repository.web.context import language, repository
from repository.web.destination import destination
from repository.web.languages import LANGUAGES, page_url
from repository.web.moments import shown_moment
from repository.web.studio.access import curator
from repository.web.studio.site_access import for_administrators
from repository.web.words import gettext as _
from repository.web.words import reason

_SLUG = re.compile(r"[0-9a-z][0-9a-z-]{0,99}", re.ASCII)
_LONGEST = 100_000
_ROOM_FOR_FORM = 1 << 16

blueprint = for_administrators(Blueprint("site_articles", __name__, url_prefix="/studio/site"))


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds, as typed or as it was read."""

    kind: str
    slug: str = ""
    date: str = ""
    position: str = "0"
    published: bool = False
    seen: str = "0"
    title: dict[str, str] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))
    body: dict[str, str] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, ""))


@blueprint.get("")
def index() -> str:
    """Every page by its kind, drafts included."""
    with repository().database.read() as session:
        groups = [
            (kind.value, name, add, list_articles(session, kind, drafts=True))
            for kind, name, add in _groups()
        ]
    return render_template("studio/site/articles.html", groups=groups)


@blueprint.get("/new")
def new() -> str:
    """An empty form, for the kind that `kind` names."""
    wanted = request.args.get("kind", "")
    kind = wanted if wanted in set(ArticleKind) else ArticleKind.PAGE.value
    slug = request.args.get("slug", "")
    return _form(None, Typed(kind=kind, slug=slug if _SLUG.fullmatch(slug) else ""))


@blueprint.post("/new")
def make() -> Response | str:
    """Keep a new page, or show what it would look like."""
    typed = _typed()
    if request.form.get("do") == "preview":
        return _form(None, typed, preview=True)
    try:
        with repository().database.write() as session:
            article = make_article(session, curator().name, _values(typed))
            audit.note(session, curator().id, "written", "article", article.id)
    except RefusedError as refused:
        return _again(None, typed, refused)
    return redirect(page_url("site_articles.edit", article_id=article.id), 303)


@blueprint.get("/<article_id>")
def edit(article_id: str) -> str:
    """The form of one page, its pictures and versions. 404 for an unknown id."""
    with repository().database.read() as session:
        article = find_article(session, article_id)
    return _form(article, _read(article))


@blueprint.post("/<article_id>")
def save(article_id: str) -> Response | str:
    """Keep a new version, unless somebody else was quicker, or show what it would look like."""
    typed = _typed()
    if request.form.get("do") == "preview":
        with repository().database.read() as session:
            article = find_article(session, article_id)
        return _form(article, typed, preview=True)
    try:
        with repository().database.write() as session:
            article = find_article(session, article_id)
            session.refresh(article, with_for_update=True)
            check_revision(article, _number(typed.seen))
            change_article(session, article, curator().name, _values(typed))
            audit.note(session, curator().id, "rewritten", "article", article.id)
    except RefusedError as refused:
        with repository().database.read() as session:
            article = find_article(session, article_id)
        return _again(article, typed, refused)
    return redirect(page_url("site_articles.edit", article_id=article_id), 303)


@blueprint.post("/<article_id>/versions/<int:revision>/restore")
def restore(article_id: str, revision: int) -> Response:
    """Make what the page said before its newest version."""
    with repository().database.write() as session:
        article = find_article(session, article_id)
        version = find_version(session, article.id, revision)
        values = {"title": version.title, "body": version.body}
        change_article(session, article, curator().name, values)
        audit.note(session, curator().id, "restored", "article", article.id, {"revision": revision})
    return redirect(page_url("site_articles.edit", article_id=article_id), 303)


@blueprint.post("/<article_id>/remove")
def remove(article_id: str) -> Response:
    """Remove the page with its versions, when the box beside the button is ticked."""
    if not request.form.get("sure"):
        abort(400)
    with repository().database.write() as session:
        article = find_article(session, article_id)
        audit.note(session, curator().id, "removed", "article", article.id, {"slug": article.slug})
        session.delete(article)
    return redirect(page_url("site_articles.index"), 303)


@blueprint.post("/pictures")
def upload() -> Response:
    """Take a picture for articles, then go back to the form."""
    request.max_content_length = LARGEST + _ROOM_FOR_FORM
    sent = request.files.get("picture")
    if sent is None:
        abort(400)
    take_picture(repository(), sent.stream.read(LARGEST + 1), sent.filename or "")
    return redirect(destination(page_url("site_articles.index")), 303)


def _groups() -> list[tuple[ArticleKind, str, str]]:
    return [
        (ArticleKind.PAGE, _("About the project"), _("New page")),
        (ArticleKind.DOCUMENT, _("Documents"), _("New document")),
        (ArticleKind.STAGE, _("Stages of the timeline"), _("New stage")),
        (ArticleKind.NEWS, _("News"), _("New piece of news")),
    ]


def _form(article: Article | None, typed: Typed, preview: bool = False, problem: str = "") -> str:
    with repository().database.read() as session:
        versions = versions_of(session, article.id) if article else ()
        pictures = newest_pictures(session)
    own = {"article_id": article.id} if article else {}
    return render_template(
        "studio/site/article.html",
        article=article,
        heading=_("Edit the page") if article else _("New page"),
        action=page_url("site_articles.save" if article else "site_articles.make", **own),
        address=address_of(article) if article else "",
        typed=typed,
        kinds=[(kind.value, name) for kind, name, _add in _groups()],
        previews=_previews(typed) if preview else [],
        problem=problem,
        versions=versions,
        pictures=pictures,
        moment=lambda value: shown_moment(value, language()),
    )


def _again(article: Article | None, typed: Typed, refused: RefusedError) -> Response:
    words = reason(refused.code, refused.params)
    status = 409 if refused.code == "article-changed" else 422
    if article and status == 409:
        # What is saved next has been compared with what stands there now.
        typed = replace(typed, seen=str(article.revision))
    return make_response(_form(article, typed, problem=words), status)


def _previews(typed: Typed) -> list[tuple[str, str, Markup]]:
    return [
        (code, typed.title[code], Markup(render(typed.body[code])))
        for code in LANGUAGES
        if typed.title[code] or typed.body[code]
    ]


def _typed() -> Typed:
    form = request.form
    return Typed(
        kind=form.get("kind", ""),
        slug=form.get("slug", "").strip(),
        date=form.get("date", "").strip(),
        position=form.get("position", "0"),
        published="published" in form,
        seen=form.get("seen", "0"),
        title={code: form.get(f"title-{code}", "").strip()[:500] for code in LANGUAGES},
        body={
            code: form.get(f"body-{code}", "").replace("\r\n", "\n").strip() for code in LANGUAGES
        },
    )


def _read(article: Article) -> Typed:
    return Typed(
        kind=article.kind,
        slug=article.slug,
        date=article.date or "",
        position=str(article.position),
        published=article.published,
        seen=str(article.revision),
        title={code: "; ".join(article.title.get(code, [])) for code in LANGUAGES},
        body={code: article.body.get(code, "") for code in LANGUAGES},
    )


def _values(typed: Typed) -> dict[str, object]:
    """Raises `RefusedError`."""
    if not _SLUG.fullmatch(typed.slug):
        raise RefusedError("article-slug", slug=typed.slug[:100])
    if any(len(text) > _LONGEST for text in typed.body.values()):
        raise RefusedError("article-too-long", most=_LONGEST)
    if typed.kind not in set(ArticleKind):
        abort(400)
    return {
        "kind": ArticleKind(typed.kind),
        "slug": typed.slug,
        "date": typed.date[:40] or None,
        "position": min(_number(typed.position), 10_000),
        "published": typed.published,
        "title": {code: [text] for code, text in typed.title.items() if text},
        "body": {code: text for code, text in typed.body.items() if text},
    }


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 9 else 0
