"""What is left of what readers knew."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base


class Tombstone(Base):
    """A work or collection that was published once and is deleted: its address answers 410."""

    __tablename__ = "tombstones"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    moment: Mapped[datetime] = mapped_column(default=now)
