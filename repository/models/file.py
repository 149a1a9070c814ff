"""Files: what a curator uploaded, and what was made from it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class Master(Base):
    """An uploaded file, kept bit for bit under its SHA-256. `size` is in bytes.

    `outline` are the bookmarks of a document as [depth from 0, title, frame] in reading order.
    """

    __tablename__ = "masters"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str | None] = mapped_column(String(100))
    frames: Mapped[int | None]
    outline: Mapped[list[Any] | None]
    created: Mapped[datetime] = mapped_column(default=now)


class Derivative(Base):
    """The pyramid made from one frame of a master.

    `id` is the image id of the IIIF Image API: a replaced scan gets a new one, so that tiles can
    be cached for ever. `layout` is `imageserver.Layout` as JSON; `size` is in bytes.
    """

    __tablename__ = "derivatives"
    __table_args__ = (Index("ix_derivatives_master", "master_sha256", "frame"),)

    id: Mapped[PublicId]
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), index=True)
    master_sha256: Mapped[str] = mapped_column(ForeignKey("masters.sha256"))
    frame: Mapped[int]
    key: Mapped[str] = mapped_column(String(200))
    layout: Mapped[dict[str, Any]]
    size: Mapped[int] = mapped_column(BigInteger)
    created: Mapped[datetime] = mapped_column(default=now)
