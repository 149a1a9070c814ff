"""Sound and film: what browsers play, and the captions to it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class MediumKind(StrEnum):
    """What a recording is to its reader."""

    SOUND = "sound"
    VIDEO = "video"


class Medium(Base):
    """The form of a page's recording that browsers play.

    `id` stands in its address: a replaced recording gets a new one, so that it can be cached for
    ever. `format` is its media type, `duration` in seconds as measured, `size` in bytes; `width`
    and `height`, in pixels, are a film's. A film's poster, or the cover of a sound, is the page's
    `Derivative`.
    """

    __tablename__ = "media"

    id: Mapped[PublicId]
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), unique=True)
    master_sha256: Mapped[str] = mapped_column(ForeignKey("masters.sha256"))
    kind: Mapped[MediumKind] = mapped_column(String(10))
    format: Mapped[str] = mapped_column(String(50))
    file_name: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(200))
    size: Mapped[int] = mapped_column(BigInteger)
    duration: Mapped[float]
    width: Mapped[int | None]
    height: Mapped[int | None]
    created: Mapped[datetime] = mapped_column(default=now)


class Caption(Base):
    """Captions in one language to the recordings of a work whose files are called `recording`.

    They hang on the name, not on a page: they may arrive before the recording does, and stay when
    it is replaced. `file_name` is that of the WebVTT file in its address; `size` and `text_size`,
    in bytes, are those of the file and of the plain text that is made from it.
    """

    __tablename__ = "captions"
    __table_args__ = (UniqueConstraint("work_id", "recording", "language"),)

    id: Mapped[PublicId]
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"))
    recording: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(35))
    file_name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    text_size: Mapped[int] = mapped_column(BigInteger)
    created: Mapped[datetime] = mapped_column(default=now)
