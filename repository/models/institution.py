"""A partner library."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, LanguageMap, PublicId


class Institution(Base):
    """A library that owns works: the `provider` of their manifests.

    `country` is an ISO 3166 code, `latitude` and `longitude` of the `city` are in degrees; `logo`
    and `homepage` are web addresses. Manifests show the logo when its width and height in pixels
    are known, too; `logo_key` is where it lies in storage when it was sent to us. `contact` is a
    mail address. `see_also` is as in `Described`.
    """

    __tablename__ = "institutions"

    id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    label: Mapped[LanguageMap]
    summary: Mapped[LanguageMap | None]
    country: Mapped[str | None] = mapped_column(String(2))
    city: Mapped[LanguageMap | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    homepage: Mapped[str | None] = mapped_column(String(2000))
    logo: Mapped[str | None] = mapped_column(String(2000))
    logo_width: Mapped[int | None]
    logo_height: Mapped[int | None]
    logo_key: Mapped[str | None] = mapped_column(String(200))
    contact: Mapped[str | None] = mapped_column(String(320))
    see_also: Mapped[list[Any]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)
