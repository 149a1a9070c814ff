"""What is searched: published works, their pages with text, and what they are counted by."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from repository.models.base import Base, LanguageMap


class SearchWork(Base):
    """A work as it was at `revision`, analysed by `edition` of the rules for words.

    `title_kk`, `title_ru` and `title_en` sort it as each language sorts. The years are those that
    its dates span; `texts` counts its pages with a text.
    """

    __tablename__ = "search_works"
    # A number that was given away again would stand for words of another work.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own name

    number: Mapped[int] = mapped_column(primary_key=True)
    # No foreign key: the words of a work that is gone have to be told to be forgotten.
    work_id: Mapped[str] = mapped_column(String(16), unique=True)
    revision: Mapped[int] = mapped_column(default=0)
    edition: Mapped[int] = mapped_column(default=0)
    title_kk: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    title_ru: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    title_en: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    texts: Mapped[int] = mapped_column(default=0)

    @classmethod
    def title_in(cls, language: str) -> InstrumentedAttribute[bytes]:
        """The column that sorts titles among those of a page in `language`; English if unknown."""
        return {"kk": cls.title_kk, "ru": cls.title_ru}.get(language, cls.title_en)


class SearchPage(Base):
    """A page of a work with the text that stood on it at `state`."""

    __tablename__ = "search_pages"
    __table_args__ = (UniqueConstraint("work", "page_id"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(primary_key=True)
    work: Mapped[int] = mapped_column(ForeignKey("search_works.number", ondelete="CASCADE"))
    page_id: Mapped[str] = mapped_column(String(16), index=True)
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(60))


class SearchValue(Base):
    """A value that works are counted by: of a facet, under a key that no language changes."""

    __tablename__ = "search_values"
    __table_args__ = (UniqueConstraint("facet", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    facet: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(200))
    label: Mapped[LanguageMap]


class SearchFacet(Base):
    """That a work has a value."""

    __tablename__ = "search_facets"
    __table_args__ = (Index("ix_search_facets_value", "value", "work"),)

    work: Mapped[int] = mapped_column(
        ForeignKey("search_works.number", ondelete="CASCADE"), primary_key=True
    )
    value: Mapped[int] = mapped_column(
        ForeignKey("search_values.id", ondelete="CASCADE"), primary_key=True
    )


class SearchStart(Base):
    """A title or a value that completes what is typed.

    `start` is one of its words, folded, and what follows, in UTF-8: both databases sort it alike.
    """

    __tablename__ = "search_starts"
    __table_args__ = (Index("ix_search_starts_start", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work: Mapped[int] = mapped_column(
        ForeignKey("search_works.number", ondelete="CASCADE"), index=True
    )
    start: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str] = mapped_column(String(200))


class SearchState(Base):
    """One row: how far the index has followed the catalogue, and who is at work on it."""

    __tablename__ = "search_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    seen: Mapped[int] = mapped_column(default=0)
    edition: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str | None] = mapped_column(String(16))
    until: Mapped[datetime | None]
