"""The numbers that pages and tables show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.models import Usage, Visit
from repository.visits.counting import ACTIVE


@dataclass(frozen=True, slots=True)
class Numbers:
    """How often something happened: since the beginning, this year, today."""

    total: int = 0
    year: int = 0
    today: int = 0


def numbers_of(
    session: Session, kind: str, subject: str, timezone: str = "UTC"
) -> Mapping[str, Numbers]:
    """The numbers of each metric of a subject, by one statement."""
    today = today_in(timezone).date().isoformat()
    is_month = func.length(Usage.period) == 7
    total = func.sum(case((is_month, Usage.count), else_=0))
    year = func.sum(case((is_month & Usage.period.like(f"{today[:4]}-%"), Usage.count), else_=0))
    day = func.sum(case((Usage.period == today, Usage.count), else_=0))
    rows = session.execute(
        select(Usage.metric, total, year, day)
        .where(Usage.kind == kind, Usage.subject == subject)
        .group_by(Usage.metric)
    )
    return {row[0]: Numbers(int(row[1]), int(row[2]), int(row[3])) for row in rows}


def active_visitors(session: Session) -> int:
    """How many have looked at something within the last five minutes."""
    recent = Visit.moment >= now() - ACTIVE
    return session.scalar(select(func.count(Visit.visitor.distinct())).where(recent)) or 0


def today_in(timezone: str) -> datetime:
    """The present moment by the clocks of a place."""
    return now().astimezone(ZoneInfo(timezone))
