"""Background work, as the catalogue remembers it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class JobState(StrEnum):
    """What is happening with a piece of background work."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One piece of background work. The row is the truth, the queue only a nudge.

    `claim` is a token of the worker that holds the job until `lease_until`; only its holder may
    finish it. `attempts` counts claims. `not_before` puts off a job that may heal by itself.
    `batch_row_id` names the row of a batch that it brings in, then there is no page.
    `image_id` names the picture of the page that it is about, when that is not the page's scan.
    `rank` and `turn` say when it is done (see `repository.turns`), `institution_id` for whom.
    `reason` is `{"code": …, "params": {…}}`, a sentence of `repository.reasons`. `nudged` is when
    the queue was last told, `changed` when anything of it last was.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_state", "state", "created"),
        Index("ix_jobs_next", "state", "rank", "turn", "id"),
        Index("ix_jobs_turns", "state", "rank", "institution_id", "turn"),
    )

    id: Mapped[PublicId]
    kind: Mapped[str] = mapped_column(String(30))
    queue: Mapped[str] = mapped_column(String(30))
    page_id: Mapped[str | None] = mapped_column(
        ForeignKey("pages.id", ondelete="CASCADE"), index=True
    )
    image_id: Mapped[str | None] = mapped_column(
        ForeignKey("page_images.id", ondelete="CASCADE"), index=True
    )
    institution_id: Mapped[str | None] = mapped_column(String(16))
    rank: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(BigInteger, default=0)
    batch_row_id: Mapped[int | None] = mapped_column(
        ForeignKey("batch_rows.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[JobState] = mapped_column(String(10), default=JobState.WAITING)
    reason: Mapped[dict[str, Any] | None]
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(16))
    lease_until: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    nudged: Mapped[datetime] = mapped_column(default=now)
    created: Mapped[datetime] = mapped_column(default=now)
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    changed: Mapped[datetime] = mapped_column(default=now, onupdate=now)
