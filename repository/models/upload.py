"""Files on their way in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class UploadState(StrEnum):
    """How far an upload is."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"


class UploadOutcome(StrEnum):
    """What a whole file became.

    A page of its own, the new scan of a page, nothing because the page has just this scan,
    nothing because another page of the work has it, or captions.
    """

    MADE = "made"
    REPLACED = "replaced"
    SAME = "same"
    ALREADY = "already"
    CAPTIONS = "captions"


class Upload(Base):
    """A file that a user sends to a work in as many pieces as the line makes of it (tus 1.0).

    `size` is in bytes; how many of them have arrived says the file in the staging folder. `mark`
    is by what the sender knows the file again, `key` a number made up for this creation, `told`
    the metadata as they were sent. `page_id` names the page that gets this scan. Once it is done,
    `sha256` is known and `outcome` says what became of it, `made_id` of which page; when it was
    refused, `reason` is `{"code": …, "params": {…}}`. From `expires` on nothing more is taken.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        Index("ix_uploads_work", "work_id", "user_id"),
        Index("ix_uploads_user", "user_id", "state"),
        Index("ix_uploads_expires", "state", "expires"),
    )

    id: Mapped[PublicId]
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"))
    page_id: Mapped[str | None] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(300))
    size: Mapped[int] = mapped_column(BigInteger)
    mark: Mapped[str] = mapped_column(String(300), default="")
    key: Mapped[str] = mapped_column(String(64), default="")
    told: Mapped[str] = mapped_column(String(4000), default="")
    state: Mapped[UploadState] = mapped_column(String(10), default=UploadState.OPEN)
    sha256: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[UploadOutcome | None] = mapped_column(String(10))
    made_id: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[dict[str, Any] | None]
    created: Mapped[datetime] = mapped_column(default=now)
    changed: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    expires: Mapped[datetime]
