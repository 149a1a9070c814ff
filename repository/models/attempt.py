"""Attempts to sign in, kept for a while so that guessing passwords is slow."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base


class SignInAttempt(Base):
    """One attempt that has not succeeded; `name` is what was typed, `address` where from."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index("ix_sign_in_attempts_name", "name", "moment"),
        Index("ix_sign_in_attempts_address", "address", "moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(64))
    moment: Mapped[datetime] = mapped_column(default=now)
