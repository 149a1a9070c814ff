"""The project's own pages, documents, news and stages."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, LanguageMap, PublicId


class ArticleKind(StrEnum):
    """A page about the project, one of its documents, a piece of news, a stage of its history."""

    PAGE = "page"
    DOCUMENT = "document"
    NEWS = "news"
    STAGE = "stage"


class Article(Base):
    """A text that administrators write.

    `body` has Markdown for each language. `date` is an EDTF date: when the news came, the stage
    was reached, the document signed. Those that are not `published` are for administrators only.
    `revision` grows with every change; `ArticleVersion` keeps each.
    """

    __tablename__ = "articles"
    __table_args__ = (Index("ix_articles_kind", "kind", "date"),)

    id: Mapped[PublicId]
    kind: Mapped[ArticleKind] = mapped_column(String(10))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[LanguageMap]
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    date: Mapped[str | None] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(default=0)
    published: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class ArticleVersion(Base):
    """What an article said at one revision, and who wrote it."""

    __tablename__ = "article_versions"
    __table_args__ = (UniqueConstraint("article_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    revision: Mapped[int]
    title: Mapped[LanguageMap]
    body: Mapped[dict[str, Any]]
    author: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime] = mapped_column(default=now)


class ArticleAddress(Base):
    """A slug that an article had before: who asks for it is sent on."""

    __tablename__ = "article_addresses"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    article_id: Mapped[str] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )


class ArticlePicture(Base):
    """A picture for articles, made anew from what was uploaded. `size` is in bytes."""

    __tablename__ = "article_pictures"

    id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(50))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int] = mapped_column(BigInteger)
    created: Mapped[datetime] = mapped_column(default=now)


class SiteText(Base):
    """One row: what the site is called and says of itself on its first page.

    With `demonstration` every page says that its content is an example.
    """

    __tablename__ = "site_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[LanguageMap | None]
    sentence: Mapped[LanguageMap | None]
    demonstration: Mapped[bool] = mapped_column(default=False)
