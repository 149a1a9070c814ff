"""A page and what is painted on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, LanguageMap, PublicId
from repository.models.described import Described


class Page(Described, Base):
    """One view of a work: a IIIF Canvas.

    It keeps its id when its scan is replaced. `frame` counts from 0 within the master;
    `derivative_id` is the picture readers see, `job_id` the work that makes, or made, it. A page
    without a scan has neither master nor job. `width` and `height` are the size of the page in
    pixels where it is not that of its scan. `scan_label` names the scan where there are others to
    choose from, `scan_target` is the part of the page that it covers and `scan_crop` the part of
    it that is shown, both [x, y, width, height].

    `turn` and `cut` say how the picture is made of the master, which stays as it is: `cut` is the
    part of the upright frame, [x, y, width, height] in parts of its sides, which is then turned
    by `turn` degrees (0, 90, 180, 270) clockwise. `changed` is when anything of it last was.
    """

    __tablename__ = "pages"
    __table_args__ = (Index("ix_pages_order", "work_id", "position"),)

    id: Mapped[PublicId]
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"))
    position: Mapped[int]
    label: Mapped[LanguageMap | None]
    file_name: Mapped[str] = mapped_column(String(500), default="")
    master_sha256: Mapped[str | None] = mapped_column(ForeignKey("masters.sha256"), index=True)
    frame: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=0)
    cut: Mapped[list[Any] | None]
    # No foreign keys here: derivatives and jobs already point at their page.
    derivative_id: Mapped[str | None] = mapped_column(String(16))
    job_id: Mapped[str | None] = mapped_column(String(16), index=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    scan_label: Mapped[LanguageMap | None]
    scan_target: Mapped[list[Any] | None]
    scan_crop: Mapped[list[Any] | None]
    created: Mapped[datetime] = mapped_column(default=now)
    changed: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class SharedPage(Base):
    """A page of the work `owner_id` that stands in another as well: works bound in one volume.

    `position` counts in one row with the pages that the other work has of its own.
    """

    __tablename__ = "shared_pages"

    work_id: Mapped[str] = mapped_column(
        ForeignKey("works.id", ondelete="CASCADE"), primary_key=True
    )
    page_id: Mapped[str] = mapped_column(
        ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    owner_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]


class PageImage(Base):
    """A picture painted on a page besides its scan.

    With `alternative` it is one more to choose from in the place of the one before it, the scan
    being the first. `target` is the part of the page that it covers, `crop` the part of it that is
    shown, both [x, y, width, height]. It comes from a master as a page's scan does, or lies on
    another server: then `href` is its address, and `services` a list of `{"href", "type",
    "profile"}` of the image services that give it.
    """

    __tablename__ = "page_images"

    id: Mapped[PublicId]
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    label: Mapped[LanguageMap | None]
    alternative: Mapped[bool] = mapped_column(default=False)
    target: Mapped[list[Any] | None]
    crop: Mapped[list[Any] | None]
    file_name: Mapped[str] = mapped_column(String(500), default="")
    master_sha256: Mapped[str | None] = mapped_column(ForeignKey("masters.sha256"), index=True)
    derivative_id: Mapped[str | None] = mapped_column(String(16), index=True)
    job_id: Mapped[str | None] = mapped_column(String(16), index=True)
    href: Mapped[str | None] = mapped_column(String(2000))
    width: Mapped[int | None]
    height: Mapped[int | None]
    format: Mapped[str | None] = mapped_column(String(100))
    services: Mapped[list[Any]] = mapped_column(default=list)
