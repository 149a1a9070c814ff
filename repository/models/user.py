"""People who sign in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, PublicId


class Role(StrEnum):
    """What a user may do; `repository.permissions` says it in full.

    The first is the consortium's, all others act for the own institution.
    """

    ADMINISTRATOR = "administrator"
    INSTITUTION_ADMINISTRATOR = "institution-administrator"
    CURATOR = "curator"
    CATALOGUER = "cataloguer"
    VIEWER = "viewer"


class User(Base):
    """A person who signs in with a name and a password (kept as an argon2 hash).

    `folded` is the name without differences of case and width, by which it is found; whoever is
    `disabled` cannot sign in; `seen` is when the user last did.
    """

    __tablename__ = "users"

    id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(200), unique=True)
    folded: Mapped[str] = mapped_column(String(400), unique=True)
    password: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(String(30))
    institution_id: Mapped[str | None] = mapped_column(ForeignKey("institutions.id"))
    language: Mapped[str | None] = mapped_column(String(2))
    created: Mapped[datetime] = mapped_column(default=now)
    disabled: Mapped[datetime | None]
    seen: Mapped[datetime | None]
