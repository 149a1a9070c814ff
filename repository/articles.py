"""The project's own pages: finding them, writing them, what they said before."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.dates import is_date
from repository.errors import NotFoundError, RefusedError
from repository.models import Article, ArticleAddress, ArticleKind, ArticleVersion

# Addresses below `/about` that lead to pages of the site itself.
RESERVED = frozenset({"documents", "edit", "new", "timeline"})


def find_article(session: Session, slug: str, *kinds: ArticleKind) -> Article:
    """The article with this slug or id, of one of these kinds if any are named.

    Raises `NotFoundError`.
    """
    found = session.scalar(
        select(Article).where((Article.slug == slug) | (Article.id == slug), _of(kinds))
    )
    if found is None:
        raise NotFoundError(slug)
    return found


def moved_to(session: Session, slug: str, *kinds: ArticleKind) -> Article | None:
    """The article that once had this slug."""
    return session.scalar(
        select(Article)
        .join(ArticleAddress, ArticleAddress.article_id == Article.id)
        .where(ArticleAddress.slug == slug, _of(kinds))
    )


def list_articles(
    session: Session, *kinds: ArticleKind, drafts: bool = False, limit: int = 500, offset: int = 0
) -> Sequence[Article]:
    """Pages and documents in their order, stages from the first on, news from the last."""
    newest_first = kinds == (ArticleKind.NEWS,)
    date = Article.date.desc() if newest_first else Article.date
    query = select(Article).where(_of(kinds), _shown(drafts))
    query = query.order_by(Article.kind, Article.position, date, Article.created, Article.id)
    return session.scalars(query.limit(limit).offset(offset)).all()


def count_articles(session: Session, *kinds: ArticleKind, drafts: bool = False) -> int:
    """How many there are."""
    query = select(func.count()).select_from(Article).where(_of(kinds), _shown(drafts))
    return session.scalar(query) or 0


def make_article(session: Session, author: str, values: dict[str, Any]) -> Article:
    """A new article. Raises `RefusedError`."""
    _check(session, None, values)
    article = Article(**values)
    session.add(article)
    session.flush()
    _keep_version(session, article, author)
    return article


def change_article(
    session: Session, article: Article, author: str, values: dict[str, Any]
) -> Article:
    """Change what `values` names and keep the new version; an old slug leads to the new one.

    Raises `RefusedError`.
    """
    _check(session, article, values)
    if values.get("slug", article.slug) != article.slug:
        _move(session, article, values["slug"])
    for name, value in values.items():
        setattr(article, name, value)
    article.revision += 1
    article.modified = now()
    session.flush()
    _keep_version(session, article, author)
    return article


def check_revision(article: Article, seen: int) -> None:
    """Raises `RefusedError` with code `article-changed` when somebody else was quicker."""
    if article.revision != seen:
        raise RefusedError("article-changed")


def versions_of(session: Session, article_id: str, limit: int = 100) -> Sequence[ArticleVersion]:
    """What the article said before, the newest first."""
    query = select(ArticleVersion).where(ArticleVersion.article_id == article_id)
    return session.scalars(query.order_by(ArticleVersion.revision.desc()).limit(limit)).all()


def find_version(session: Session, article_id: str, revision: int) -> ArticleVersion:
    """What the article said at a revision. Raises `NotFoundError`."""
    found = session.scalar(
        select(ArticleVersion).where(
            ArticleVersion.article_id == article_id, ArticleVersion.revision == revision
        )
    )
    if found is None:
        raise NotFoundError(f"{article_id}/{revision}")
    return found


def _of(kinds: Sequence[ArticleKind]) -> ColumnElement[bool]:
    return Article.kind.in_(kinds) if kinds else Article.id.is_not(None)


def _shown(drafts: bool) -> ColumnElement[bool]:
    return Article.id.is_not(None) if drafts else Article.published.is_(True)


def _keep_version(session: Session, article: Article, author: str) -> None:
    version = ArticleVersion(
        article_id=article.id,
        revision=article.revision,
        title=article.title,
        body=article.body,
        author=author[:200],
    )
    session.add(version)
    session.flush()


def _move(session: Session, article: Article, slug: str) -> None:
    back = session.get(ArticleAddress, slug)
    if back is not None:
        session.delete(back)
        session.flush()
    session.add(ArticleAddress(slug=article.slug, article_id=article.id))


def _check(session: Session, article: Article | None, values: dict[str, Any]) -> None:
    title = values.get("title", article.title if article else {})
    if not any(text.strip() for texts in title.values() for text in texts):
        raise RefusedError("article-title")
    _check_date(article, values)
    if "slug" in values:
        _check_slug(session, article, values["slug"])


def _check_date(article: Article | None, values: dict[str, Any]) -> None:
    kind = values.get("kind", article.kind if article else ArticleKind.PAGE)
    date = values.get("date", article.date if article else None)
    if date is None and kind in (ArticleKind.NEWS, ArticleKind.STAGE):
        raise RefusedError("article-date", date="–")
    if date is not None and not is_date(date):
        raise RefusedError("article-date", date=date)


def _check_slug(session: Session, article: Article | None, slug: str) -> None:
    own = article.id if article else ""
    taken = session.scalar(select(Article.id).where(Article.slug == slug, Article.id != own))
    # An address that others may have kept must not lead to something else one day.
    left = session.scalar(
        select(ArticleAddress.slug).where(
            ArticleAddress.slug == slug, ArticleAddress.article_id != own
        )
    )
    if slug in RESERVED or taken or left:
        raise RefusedError("article-slug-taken", slug=slug)
