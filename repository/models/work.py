"""A work and its pages."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, LanguageMap, PublicId

ViewingDirection = Literal["left-to-right", "right-to-left", "top-to-bottom", "bottom-to-top"]


class WorkState(StrEnum):
    """Whether readers see a work."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Work(Base):
    """One book, manuscript, map, photograph or recording: a IIIF Manifest.

    `metadata_` is a list of `{"label": language map, "value": language map}`; `source` names where
    an import found it (so that a second import finds the work again) and `fingerprint` what
    was in it. `revision` grows with every change that its manifest shows. With
    `publish_when_ready` the worker that finishes its last page publishes it.
    """

    __tablename__ = "works"
    __table_args__ = (Index("ix_works_state", "state", "published"),)

    id: Mapped[PublicId]
    institution_id: Mapped[str] = mapped_column(ForeignKey("institutions.id"), index=True)
    label: Mapped[LanguageMap]
    summary: Mapped[LanguageMap | None]
    metadata_: Mapped[list[Any]] = mapped_column("metadata", default=list)
    required_statement: Mapped[dict[str, Any] | None]
    rights: Mapped[str | None] = mapped_column(String(500))
    behavior: Mapped[str] = mapped_column(String(20), default="paged")
    viewing_direction: Mapped[ViewingDirection] = mapped_column(String(20), default="left-to-right")
    state: Mapped[WorkState] = mapped_column(String(10), default=WorkState.DRAFT)
    publish_when_ready: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None] = mapped_column(String(1000), index=True)
    fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    published: Mapped[datetime | None]


class Page(Base):
    """One view of a work: a IIIF Canvas.

    It keeps its id when its scan is replaced. `frame` counts from 0 within the master;
    `derivative_id` is the picture readers see, `job_id` the work that makes, or made, it.
    """

    __tablename__ = "pages"
    __table_args__ = (Index("ix_pages_order", "work_id", "position"),)

    id: Mapped[PublicId]
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"))
    position: Mapped[int]
    label: Mapped[LanguageMap | None]
    file_name: Mapped[str] = mapped_column(String(500))
    master_sha256: Mapped[str] = mapped_column(ForeignKey("masters.sha256"), index=True)
    frame: Mapped[int] = mapped_column(default=0)
    # No foreign keys here: derivatives and jobs already point at their page.
    derivative_id: Mapped[str | None] = mapped_column(String(16))
    job_id: Mapped[str | None] = mapped_column(String(16), index=True)
    created: Mapped[datetime] = mapped_column(default=now)
