"""Who is signed in, in which browser."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class BrowserSession(Base):
    """One browser in which a user is signed in; of its key only the SHA-256 is kept.

    `agent` and `address` are what the browser said of itself and where it came from when it was
    signed in, so that its owner knows it again; `seen` is when it last asked, to the hour.
    """

    __tablename__ = "browser_sessions"

    id: Mapped[PublicId]
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    agent: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(64), default="")
    created: Mapped[datetime] = mapped_column(default=now)
    seen: Mapped[datetime] = mapped_column(default=now)
