"""Persons, places and subjects that works of all libraries name."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from repository.clock import now
from repository.models.base import Base, LanguageMap, PublicId


class AuthorityKind(StrEnum):
    """Which list an authority stands in."""

    PERSON = "person"
    PLACE = "place"
    SUBJECT = "subject"


class Authority(Base):
    """One person (or body), place or subject, under the name that works show.

    `variants` are other names it is found by; `dates` is EDTF. `viaf`, `wikidata` and `geonames`
    are bare ids there. One that was merged into another stays, so that its id is still understood,
    and points there.
    """

    __tablename__ = "authorities"
    __table_args__ = (
        Index("ix_authorities_list", "kind", "merged_into", "sort", "id"),
        Index("ix_authorities_viaf", "viaf"),
        Index("ix_authorities_wikidata", "wikidata"),
        Index("ix_authorities_geonames", "geonames"),
    )

    id: Mapped[PublicId]
    kind: Mapped[AuthorityKind] = mapped_column(String(10))
    label: Mapped[LanguageMap]
    variants: Mapped[list[Any]] = mapped_column(default=list)
    sort: Mapped[str] = mapped_column(String(120))
    dates: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[LanguageMap | None]
    viaf: Mapped[str | None] = mapped_column(String(25))
    wikidata: Mapped[str | None] = mapped_column(String(20))
    geonames: Mapped[str | None] = mapped_column(String(15))
    merged_into: Mapped[str | None] = mapped_column(
        String(16), ForeignKey("authorities.id", ondelete="SET NULL")
    )
    revision: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime] = mapped_column(default=now)
    modified: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class AuthorityName(Base):
    """A name of an authority, folded, from one of its words on: what typed letters are looked for.

    Compared by code point on both databases, so that a beginning is a range of the index.
    """

    __tablename__ = "authority_names"
    __table_args__ = (
        Index("ix_authority_names_folded", "folded", "authority_id"),
        Index("ix_authority_names_authority", "authority_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[str] = mapped_column(ForeignKey("authorities.id", ondelete="CASCADE"))
    folded: Mapped[str] = mapped_column(
        String(120).with_variant(String(120, collation="C"), "postgresql")
    )


class WorkAuthority(Base):
    """That a work's description names an authority; kept in step with it by the session."""

    __tablename__ = "work_authorities"
    __table_args__ = (Index("ix_work_authorities_authority", "authority_id", "work_id"),)

    work_id: Mapped[str] = mapped_column(
        ForeignKey("works.id", ondelete="CASCADE"), primary_key=True
    )
    authority_id: Mapped[str] = mapped_column(
        ForeignKey("authorities.id", ondelete="CASCADE"), primary_key=True
    )
