"""Links by which people come in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId
from repository.models.user import Role


class Invitation(Base):
    """A link that serves once until it expires; of its key only the SHA-256 is kept.

    Without `user_id` it makes a new user with this role and institution, and names that user from
    then on. With it, from the start, it lets that user choose a new password. `made_by` is a user's
    id, or None for the command line; `purpose` says for whom it is meant.
    """

    __tablename__ = "invitations"

    id: Mapped[PublicId]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(String(30))
    institution_id: Mapped[str | None] = mapped_column(
        ForeignKey("institutions.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[str | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(String(200), default="")
    made_by: Mapped[str | None] = mapped_column(String(16))
    created: Mapped[datetime] = mapped_column(default=now)
    expires: Mapped[datetime]
    used: Mapped[datetime | None]
