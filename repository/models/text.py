"""The text of a page, and what was corrected in it by hand."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class TextSource(StrEnum):
    """Where a page's text came from."""

    RECOGNISED = "recognised"
    ALTO = "alto"
    HOCR = "hocr"
    PDF = "pdf"
    TYPED = "typed"


class PageText(Base):
    """What is written on a page.

    `text` is plain, a line of the page on each line. `key` is where its ALTO lies in storage,
    `original_key` where the file that was taken in does. `width` and `height` are the page's
    pixels that the boxes count in. `lines` are blocks, lines and words with their boxes, packed
    (`repository.texts.packing`); `terms` the words as they are searched for, each between spaces,
    made by edition `terms_edition` of the rules. `confidence` is what the recogniser thinks of
    itself, from 0 to 1, and `corrected` the number of lines that a person has set right.
    `revision` grows with every change. Without a
    width, and without lines, it waits in the file of `original_key` for the picture of its page.
    """

    __tablename__ = "page_texts"

    page_id: Mapped[str] = mapped_column(
        ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(200))
    original_key: Mapped[str | None] = mapped_column(String(200))
    source: Mapped[TextSource] = mapped_column(String(12))
    languages: Mapped[list[Any]] = mapped_column(default=list)
    width: Mapped[int]
    height: Mapped[int]
    lines: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    terms: Mapped[str] = mapped_column(Text, default="", deferred=True)
    terms_edition: Mapped[int] = mapped_column(default=0)
    confidence: Mapped[float | None]
    corrected: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class TextCorrection(Base):
    """A line that a person set right: where it stands, what it said before and what after."""

    __tablename__ = "text_corrections"

    id: Mapped[PublicId]
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    box: Mapped[list[Any]]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(default=now)
