"""What readers write to libraries, what they ask for, and the mail that goes out."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class FeedbackState(StrEnum):
    """Whether a library has dealt with a reader's message."""

    NEW = "new"
    ANSWERED = "answered"
    CLOSED = "closed"


class Feedback(Base):
    """A reader's message to the library that owns a work; `page` counts from 1.

    Words and address are emptied some time after the last change.
    """

    __tablename__ = "feedback"
    __table_args__ = (Index("ix_feedback_owner", "institution_id", "state", "created"),)

    id: Mapped[PublicId]
    institution_id: Mapped[str] = mapped_column(ForeignKey("institutions.id", ondelete="CASCADE"))
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"), index=True)
    page: Mapped[int | None]
    topic: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[FeedbackState] = mapped_column(String(10), default=FeedbackState.NEW)
    answer: Mapped[str] = mapped_column(Text, default="")
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class DeliveryState(StrEnum):
    """How far a request for a copy is."""

    NEW = "new"
    ACCEPTED = "accepted"
    WORKING = "working"
    SENT = "sent"
    REFUSED = "refused"


class Delivery(Base):
    """A reader's request for a copy of a work, or of the `pages` that are named.

    Whoever knows the `secret` sees how far it is. What tells who the reader is, is emptied some
    time after the last change.
    """

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_owner", "institution_id", "state", "created"),)

    id: Mapped[PublicId]
    secret: Mapped[str] = mapped_column(String(40), unique=True)
    institution_id: Mapped[str] = mapped_column(ForeignKey("institutions.id", ondelete="CASCADE"))
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"), index=True)
    pages: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[DeliveryState] = mapped_column(String(10), default=DeliveryState.NEW)
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class DeliveryStep(Base):
    """A state that a request came to, with what the library said to it."""

    __tablename__ = "delivery_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[str] = mapped_column(
        ForeignKey("deliveries.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[DeliveryState] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")
    moment: Mapped[datetime] = mapped_column(default=now)


class MailState(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Mail(Base):
    """A mail that is to go out, or has. Emptied some time after it went.

    `not_before` puts it off after a failure, `claimed_until` says that a worker is at it.
    """

    __tablename__ = "mails"
    __table_args__ = (Index("ix_mails_state", "state", "not_before"),)

    id: Mapped[PublicId]
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[MailState] = mapped_column(String(10), default=MailState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    not_before: Mapped[datetime] = mapped_column(default=now)
    claimed_until: Mapped[datetime | None]
    created: Mapped[datetime] = mapped_column(default=now)
    sent: Mapped[datetime | None]


class Submission(Base):
    """That somebody has sent a form, kept for a day so that nobody floods a library.

    `sender` is a hash of the address with a key that only this site has.
    """

    __tablename__ = "submissions"
    __table_args__ = (Index("ix_submissions_sender", "sender", "moment"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sender: Mapped[str] = mapped_column(String(32))
    moment: Mapped[datetime] = mapped_column(default=now, index=True)
