"""The site's own pages and its name."""

from datetime import datetime
from typing import Any, Literal

from flask import request
from pydantic import BaseModel
from sqlalchemy import select

from repository import audit
from repository.api.answers import Listing, Texts
from repository.api.caller import caller, check_is_administrator, repository
from repository.api.operation import Operations
from repository.api.paging import Part
from repository.api.state import check_state
from repository.articles import (
    change_article,
    count_articles,
    find_article,
    list_articles,
    make_article,
)
from repository.models import Article, ArticleKind, SiteText
from repository.schemas.article import ArticleChange, ArticleIn, SiteChange

operations = Operations()


class ArticleOut(BaseModel):
    """A page of the site."""

    id: str
    kind: Literal["page", "document", "news", "stage"]
    slug: str
    title: Texts
    body: dict[str, str]
    date: str | None
    position: int
    published: bool
    revision: int
    created: datetime
    modified: datetime


class SiteOut(BaseModel):
    """What the site is called; with `demonstration` its content is an example."""

    title: Texts | None
    sentence: Texts | None
    demonstration: bool


@operations(
    "GET",
    "/articles",
    "List the site's own pages",
    answers=Listing[ArticleOut],
    paged=True,
    query={"kind": "page, document, news or stage"},
)
def list_all(part: Part) -> Listing[ArticleOut]:
    """Drafts, too."""
    wanted = request.args.get("kind", "")
    kinds = (ArticleKind(wanted),) if wanted in set(ArticleKind) else tuple(ArticleKind)
    with repository().database.read() as session:
        rows = list_articles(session, *kinds, drafts=True, limit=part.limit, offset=part.offset)
        total = count_articles(session, *kinds, drafts=True)
        items = [_out(row) for row in rows]
    return Listing[ArticleOut](items=items, total=total, limit=part.limit, offset=part.offset)


@operations(
    "POST",
    "/articles",
    "Write a page of the site",
    takes=ArticleIn,
    answers=ArticleOut,
    status=201,
)
def create_article(sent: ArticleIn) -> ArticleOut:
    """Only administrators do this."""
    check_is_administrator()
    with repository().database.write() as session:
        values = _values(sent.model_dump())
        article = make_article(session, caller().name, values)
        audit.note(session, caller().id, "written", "article", article.id)
        return _out(article)


@operations("GET", "/articles/{article}", "Read a page of the site", answers=ArticleOut)
def read_article(article: str) -> ArticleOut:
    """Its id or its slug names it."""
    with repository().database.read() as session:
        return _out(find_article(session, article))


@operations(
    "PATCH",
    "/articles/{article}",
    "Change a page of the site",
    takes=ArticleChange,
    answers=ArticleOut,
    changes=True,
)
def patch_article(article: str, sent: ArticleChange) -> ArticleOut:
    """What it said before is kept; an old slug leads to the new one."""
    check_is_administrator()
    with repository().database.write() as session:
        found = find_article(session, article)
        check_state(_out(found))
        values = _values(sent.model_dump(exclude_unset=True))
        change_article(session, found, caller().name, values)
        audit.note(session, caller().id, "rewritten", "article", found.id)
        return _out(found)


@operations("DELETE", "/articles/{article}", "Remove a page of the site", status=204, changes=True)
def delete_article(article: str) -> None:
    """With all its versions."""
    check_is_administrator()
    with repository().database.write() as session:
        found = find_article(session, article)
        check_state(_out(found))
        audit.note(session, caller().id, "removed", "article", found.id, {"slug": found.slug})
        session.delete(found)


@operations("GET", "/site", "Read what the site is called", answers=SiteOut)
def read_site() -> SiteOut:
    """Its name, its sentence, and whether it is a demonstration."""
    with repository().database.read() as session:
        return _site_out(session.scalars(select(SiteText)).one())


@operations(
    "PATCH",
    "/site",
    "Change what the site is called",
    takes=SiteChange,
    answers=SiteOut,
    changes=True,
)
def patch_site(sent: SiteChange) -> SiteOut:
    """Only administrators do this."""
    check_is_administrator()
    with repository().database.write() as session:
        row = session.scalars(select(SiteText)).one()
        check_state(_site_out(row))
        for name, value in sent.model_dump(exclude_unset=True).items():
            setattr(row, name, value)
        audit.note(session, caller().id, "renamed", "site", "site")
        return _site_out(row)


def _values(sent: dict[str, Any]) -> dict[str, Any]:
    return sent | ({"kind": ArticleKind(sent["kind"])} if "kind" in sent else {})


def _out(article: Article) -> ArticleOut:
    return ArticleOut.model_validate(article, from_attributes=True)


def _site_out(row: SiteText) -> SiteOut:
    return SiteOut(title=row.title, sentence=row.sentence, demonstration=row.demonstration)
