"""Who is on the site just now, without knowing who it is, and how often what was seen."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.models.base import Base


class Visit(Base):
    """Something that a visitor looked at a moment ago; gone a few minutes after it was counted.

    `visitor` is a hash of address and browser with the salt of the day. `action` is "look" for a
    page or a description and "read" for content; `kind` and `subject` say of what: a "work",
    "collection" or "institution" by its id, an "image" or "medium" of a page, or the "site".
    """

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_moment", "moment"),
        Index("ix_visits_counted", "counted", "moment"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    moment: Mapped[datetime]
    visitor: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(4))
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(16))
    counted: Mapped[bool] = mapped_column(default=False)


class VisitSalt(Base):
    """The salt of a day (UTC), thrown away when the day is over."""

    __tablename__ = "visit_salts"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))


class VisitSession(Base):
    """That a visitor has met a subject within an hour: what COUNTER calls a session."""

    __tablename__ = "visit_sessions"

    hour: Mapped[str] = mapped_column(String(13), primary_key=True)
    visitor: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    subject: Mapped[str] = mapped_column(String(16), primary_key=True)
    metric: Mapped[str] = mapped_column(String(24), primary_key=True)


class Usage(Base):
    """How often a subject was used in a `period`: a month `2026-11`, or a day `2026-11-24`.

    Days are kept for a few weeks, months for ever.
    """

    __tablename__ = "usage"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    subject: Mapped[str] = mapped_column(String(16), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    metric: Mapped[str] = mapped_column(String(24), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
