"""Changes of many works at once: what they would change, what they changed, and how to undo it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class EditState(StrEnum):
    """How far a change of many works is."""

    PREVIEW = "preview"
    APPLIED = "applied"
    UNDONE = "undone"


class Edit(Base):
    """One change of many works. `change` is what was asked for, as `repository.editing` has it."""

    __tablename__ = "edits"
    __table_args__ = (Index("ix_edits_created", "created"),)

    id: Mapped[PublicId]
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    institution_id: Mapped[str | None] = mapped_column(String(16))
    state: Mapped[EditState] = mapped_column(String(10), default=EditState.PREVIEW)
    change: Mapped[dict[str, Any]]
    works: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(default=now)
    applied: Mapped[datetime | None]
    undone: Mapped[datetime | None]


class EditedWork(Base):
    """What an edit makes of one work.

    `before` and `after` are the rows of the parts that differ, `seen` marks the whole description
    that the preview was made from. `outcome` is "" in a preview; then `applied`, `refused` (the
    work was changed or gone meanwhile), `undone`, or `kept` (changed since, so not undone).
    """

    __tablename__ = "edited_works"

    edit_id: Mapped[str] = mapped_column(
        ForeignKey("edits.id", ondelete="CASCADE"), primary_key=True
    )
    work_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    position: Mapped[int]
    seen: Mapped[str] = mapped_column(String(16))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    outcome: Mapped[str] = mapped_column(String(10), default="")
