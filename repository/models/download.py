"""Files that workers make for readers to take away."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class Download(Base):
    """A PDF of a work or a part of it, kept for a while.

    `part` is "" for the whole work, `page-ID` or `section-ID`. `revision` is that of the work
    which it shows; when the work has another, it is made anew. `key` is where it lies in storage
    once it is made, `size` its bytes, `pages` how many of the work's pages are in it. `asked` is
    when somebody last wanted it.
    """

    __tablename__ = "downloads"
    __table_args__ = (
        Index("ix_downloads_part", "work_id", "part", unique=True),
        Index("ix_downloads_asked", "asked"),
    )

    id: Mapped[PublicId]
    # No foreign keys here: the file is to be removed, too, when the work is gone.
    work_id: Mapped[str] = mapped_column(String(16))
    part: Mapped[str] = mapped_column(String(30), default="")
    revision: Mapped[int]
    job_id: Mapped[str | None] = mapped_column(String(16), index=True)
    key: Mapped[str | None] = mapped_column(String(200))
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    pages: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(default=now)
    asked: Mapped[datetime] = mapped_column(default=now)
