"""Keys that programs sign in with."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class Token(Base):
    """A key of one user for the REST API, of which only the SHA-256 is kept.

    `name` says what it is for; `used` is when it was last seen, to the hour.
    """

    __tablename__ = "tokens"

    id: Mapped[PublicId]
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created: Mapped[datetime] = mapped_column(default=now)
    used: Mapped[datetime | None]
