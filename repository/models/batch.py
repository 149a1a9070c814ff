"""A batch: many works that are brought in together, and how far each is."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class BatchKind(StrEnum):
    """Where the works of a batch come from."""

    LIST = "list"
    ZIP = "zip"
    FOLDER = "folder"
    HOT = "hot"


class BatchState(StrEnum):
    """How far a batch is: nothing is written before somebody agrees to its report."""

    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class Batch(Base):
    """A list of works to be brought in.

    `place` is the folder on this server in which the files lie, or the key of the ZIP in storage;
    `list_key` where the list as it was sent is kept. `options` are `{"collection", "publish"}`
    and, while a worker checks it, `{"job", "checked", "of"}`.
    `problems` concern the whole, as `{"column", "code", "params"}`; those of single works are kept
    with their rows.
    """

    __tablename__ = "batches"
    __table_args__ = (
        Index("ix_batches_owner", "institution_id", "created"),
        Index("ix_batches_state", "state", "kind"),
    )

    id: Mapped[PublicId]
    institution_id: Mapped[str] = mapped_column(ForeignKey("institutions.id"))
    user_id: Mapped[str | None] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(500))
    kind: Mapped[BatchKind] = mapped_column(String(10))
    state: Mapped[BatchState] = mapped_column(String(10), default=BatchState.CHECKED)
    place: Mapped[str] = mapped_column(String(2000), default="")
    list_key: Mapped[str | None] = mapped_column(String(200))
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problems: Mapped[list[Any]] = mapped_column(default=list)
    created: Mapped[datetime] = mapped_column(default=now)
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]


class BatchRow(Base):
    """One work of a batch: a row of the list, or a folder.

    `number` is its row in the list as a spreadsheet counts it. `place` names its folder or file
    below that of the batch, `plan` what is to be said of it. `problems` are what the check found,
    each `{"column", "code", "params"}`. The job brings it in; `outcome` is `made` or `found`.
    """

    __tablename__ = "batch_rows"
    __table_args__ = (Index("ix_batch_rows_number", "batch_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(500), default="")
    place: Mapped[str] = mapped_column(String(2000), default="")
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problems: Mapped[list[Any]] = mapped_column(default=list)
    # No foreign keys here: jobs already point at their row, and a work may be removed.
    job_id: Mapped[str | None] = mapped_column(String(16), index=True)
    work_id: Mapped[str | None] = mapped_column(String(16), index=True)
    outcome: Mapped[str | None] = mapped_column(String(10))
