"""The table of contents."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.models.base import Base, LanguageMap, PublicId
from repository.models.described import Described
from repository.models.work import ViewingDirection


class Section(Described, Base):
    """A node of the table of contents: a IIIF Range.

    `position` counts in one row with the pages of the section above, or among the sections of
    the work where there is none above.
    """

    __tablename__ = "sections"
    __table_args__ = (Index("ix_sections_order", "work_id", "position"),)

    id: Mapped[PublicId]
    work_id: Mapped[str] = mapped_column(ForeignKey("works.id", ondelete="CASCADE"))
    parent_id: Mapped[str | None] = mapped_column(
        ForeignKey("sections.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    label: Mapped[LanguageMap]
    viewing_direction: Mapped[ViewingDirection | None] = mapped_column(String(20))
    start_page_id: Mapped[str | None] = mapped_column(String(16))


class SectionPage(Base):
    """A page of a section, or with `fragment` a part of it; a page may stand in several.

    `fragment` is `{"xywh": [x, y, width, height]}` in the page's pixels, `{"start", "end"}` in
    seconds, or both.
    """

    __tablename__ = "section_pages"

    section_id: Mapped[str] = mapped_column(
        ForeignKey("sections.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), index=True)
    fragment: Mapped[dict[str, Any] | None]
