"""An ordered list of works and collections."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, LanguageMap, PublicId
from repository.models.described import Described
from repository.models.work import ViewingDirection


class Collection(Described, Base):
    """A IIIF Collection; without an institution it belongs to the whole consortium.

    With the behaviour `multi-part` it is one work in several volumes, each a work of its own.
    """

    __tablename__ = "collections"

    id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    label: Mapped[LanguageMap]
    viewing_direction: Mapped[ViewingDirection | None] = mapped_column(String(20))
    institution_id: Mapped[str | None] = mapped_column(ForeignKey("institutions.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class CollectionMember(Base):
    """One place in a collection: a work, or a collection within the collection."""

    __tablename__ = "collection_members"
    __table_args__ = (Index("ix_collection_members_order", "collection_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    collection_id: Mapped[str] = mapped_column(ForeignKey("collections.id", ondelete="CASCADE"))
    position: Mapped[int]
    work_id: Mapped[str | None] = mapped_column(
        ForeignKey("works.id", ondelete="CASCADE"), index=True
    )
    child_id: Mapped[str | None] = mapped_column(
        ForeignKey("collections.id", ondelete="CASCADE"), index=True
    )
