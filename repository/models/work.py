"""A work."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, LanguageMap, PublicId
from repository.models.described import Described

ViewingDirection = Literal["left-to-right", "right-to-left", "top-to-bottom", "bottom-to-top"]


class WorkState(StrEnum):
    """Whether readers see a work."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Work(Described, Base):
    """One book, manuscript, map, photograph or recording: a IIIF Manifest.

    `source` names where an import found it (so that a second import finds the work again) and
    `fingerprint` what was in it. `revision` grows with every change that its manifest shows. With
    `publish_when_ready` the worker that finishes its last page publishes it. `arranged` says that
    its pages were put in order by hand: new ones go to the end. Viewers open it at its start page,
    show the placeholder before anything is loaded, and lists show the thumbnail page. `arrangement`
    grows when a person changes the order, the labels or the contents, not when scans arrive.
    """

    __tablename__ = "works"
    __table_args__ = (
        Index("ix_works_state", "state", "published"),
        Index("ix_works_owner", "institution_id", "state", "id"),
        # Counting the published members of a collection does not have to open their rows.
        Index("ix_works_shown", "id", "state"),
    )

    id: Mapped[PublicId]
    institution_id: Mapped[str] = mapped_column(ForeignKey("institutions.id"))
    label: Mapped[LanguageMap]
    viewing_direction: Mapped[ViewingDirection] = mapped_column(String(20), default="left-to-right")
    arranged: Mapped[bool] = mapped_column(default=False)
    arrangement: Mapped[int] = mapped_column(default=0)
    # No foreign keys here: pages already point at their work.
    start_page_id: Mapped[str | None] = mapped_column(String(16))
    placeholder_page_id: Mapped[str | None] = mapped_column(String(16))
    thumbnail_page_id: Mapped[str | None] = mapped_column(String(16))
    state: Mapped[WorkState] = mapped_column(String(10), default=WorkState.DRAFT)
    publish_when_ready: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None] = mapped_column(String(1000), index=True)
    fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    published: Mapped[datetime | None]
