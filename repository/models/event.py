"""What was done, by whom, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base


class Event(Base):
    """One change, as PREMIS calls it an event. Rows are only ever added: the database refuses else.

    `actor_id` is a user's id, or one of the names of `repository.audit` for what no user did;
    `actor` is what that user was called then. `action` is a word of `repository.audit`,
    `subject_kind` and `subject_id` say what was changed and `institution_id` whose it was. There
    are no foreign keys: what is told here outlives what it tells of.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_subject", "subject_id", "id"),
        Index("ix_events_actor", "actor_id", "id"),
        Index("ix_events_owner", "institution_id", "id"),
        Index("ix_events_moment", "moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[str | None] = mapped_column(String(16))
    actor: Mapped[str] = mapped_column(String(200), default="")
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(String(40))
    institution_id: Mapped[str | None] = mapped_column(String(16))
    details: Mapped[dict[str, Any] | None]
