"""Earlier states of a work, and the pages that were taken out of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base


class Version(Base):
    """What was said of a work, and how it was put in order, after one change.

    `number` counts from 1 within the work. `user_id` made the change; None for what arrived by
    itself, as scans do. `arrangement` is that of the work then. `restored` is the number of the
    version that was brought back. `state` is the snapshot of `repository.versions.snapshot`: JSON,
    compressed by zlib.
    """

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("work_id", "number", name="uq_versions_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"))
    number: Mapped[int]
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    moment: Mapped[datetime] = mapped_column(default=now)
    arrangement: Mapped[int] = mapped_column(default=0)
    restored: Mapped[int | None]
    state: Mapped[bytes] = mapped_column(LargeBinary)


class RemovedPage(Base):
    """A page that was taken out of its work, with all that hung on it, so that it can come back.

    `rows` are the rows of the page and of everything that pointed at it, by table.
    """

    __tablename__ = "removed_pages"
    __table_args__ = (Index("ix_removed_pages_work", "work_id", "moment"),)

    page_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"))
    moment: Mapped[datetime] = mapped_column(default=now)
    rows: Mapped[dict[str, Any]]
