"""A partner library."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, LanguageMap, PublicId


class Institution(Base):
    """A library that owns works: the `provider` of their manifests.

    `country` is an ISO 3166 code; `logo` and `homepage` are web addresses.
    """

    __tablename__ = "institutions"

    id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    label: Mapped[LanguageMap]
    summary: Mapped[LanguageMap | None]
    country: Mapped[str | None] = mapped_column(String(2))
    homepage: Mapped[str | None] = mapped_column(String(2000))
    logo: Mapped[str | None] = mapped_column(String(2000))
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)
