"""From notes to numbers: double clicks count once, and each visitor once in an hour."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from repository.clock import now
from repository.database import Database, insert_of
from repository.models import Usage, Visit, VisitSalt, VisitSession
from repository.visits.noting import READ
from repository.visits.subjects import Place, places_of

DOUBLE_CLICK = timedelta(seconds=30)
ACTIVE = timedelta(minutes=5)
# A process writes its notes every three seconds: what is older than this is complete.
_SETTLED = timedelta(seconds=15)
_MOST = 20_000
_AT_ONCE = 500
_DAYS_KEPT = timedelta(days=40)
_LOCK = 7215602
_Item = TypeVar("_Item")

Key = tuple[str, str, str, str]
_Session = tuple[str, str, str, str, str]  # hour, visitor, kind, subject, metric


@dataclass(frozen=True, slots=True)
class _Use:
    """A visit that counts, at what it belongs to."""

    moment: datetime
    visitor: str
    action: str
    place: Place


def count_visits(database: Database, timezone: str = "UTC") -> int:
    """Count the notes that are settled; returns how many uses they were.

    Whoever comes while another is at it returns at once. Raises `DatabaseUnavailableError`.
    """
    moment = now()
    with database.write() as session:
        if not _alone(session):
            return 0
        rows = _settled(session, moment)
        uses = list(_uses(session, rows)) if rows else []
        if uses:
            _add(session, _counts(session, uses, ZoneInfo(timezone)))
        _mark(session, rows)
        _forget(session, rows[-1].moment if rows else moment, moment, ZoneInfo(timezone))
    return len(uses)


def _alone(session: Session) -> bool:
    if session.get_bind().dialect.name == "sqlite":
        return True  # writing transactions come one after the other
    locked = session.scalar(text(f"SELECT pg_try_advisory_xact_lock({_LOCK})"))
    return bool(locked)


def _settled(session: Session, moment: datetime) -> Sequence[Visit]:
    query = select(Visit).where(Visit.counted.is_(False), Visit.moment < moment - _SETTLED)
    return session.scalars(query.order_by(Visit.moment, Visit.id).limit(_MOST)).all()


def _uses(session: Session, rows: Sequence[Visit]) -> Iterator[_Use]:
    """Those that are no second click on the same thing."""
    earlier = session.scalars(
        select(Visit).where(
            Visit.counted.is_(True),
            Visit.moment >= rows[0].moment - DOUBLE_CLICK,
            Visit.moment <= rows[-1].moment,
        )
    )
    places = places_of(session, {(row.kind, row.subject) for row in rows})
    last: dict[Key, datetime] = {}
    for row in sorted([*earlier, *rows], key=lambda each: (each.moment, each.id)):
        key = (row.visitor, row.action, row.kind, row.subject)
        before = last.get(key)
        last[key] = row.moment
        again = before is not None and row.moment - before <= DOUBLE_CLICK
        place = places.get((row.kind, row.subject))
        if not row.counted and not again and place is not None:
            yield _Use(row.moment, row.visitor, row.action, place)


def _counts(session: Session, uses: Sequence[_Use], zone: ZoneInfo) -> Counter[Key]:
    """(kind, subject, period, metric) and how much is to be added."""
    found: Counter[Key] = Counter()
    for use in uses:
        periods = _periods(use.moment, zone)
        for kind, subject in use.place.subjects():
            for metric in _metrics(use):
                found.update((kind, subject, period, metric) for period in periods)
    for use, name in _fresh_sessions(session, uses):
        periods = _periods(use.moment, zone)
        for kind, subject in use.place.subjects():
            found.update((kind, subject, period, name) for period in periods)
    found.update(_visits(session, uses, zone))
    return found


def _metrics(use: _Use) -> tuple[str, ...]:
    """COUNTER: reading is looking, too."""
    if not use.place.is_counted:
        return ()
    return ("requests", "investigations") if use.action == READ else ("investigations",)


def _fresh_sessions(session: Session, uses: Sequence[_Use]) -> Iterator[tuple[_Use, str]]:
    """The first use of a work by a visitor within the hour, for each of the two metrics."""
    wanted: dict[_Session, tuple[_Use, str]] = {}
    for use in uses:
        if use.place.work_id:
            for metric in _metrics(use):
                name = f"unique_{metric}"
                key = (_hour(use.moment), use.visitor, "work", use.place.work_id, name)
                wanted.setdefault(key, (use, name))
    for key in _insert_sessions(session, wanted):
        yield wanted[key]


def _visits(session: Session, uses: Sequence[_Use], zone: ZoneInfo) -> Counter[Key]:
    """Sessions: a visitor within an hour, at the site as a whole and at what was met there."""
    wanted: dict[_Session, datetime] = {}
    for use in uses:
        for kind, subject in use.place.subjects():
            key = (_hour(use.moment), use.visitor, kind, subject, "visits")
            wanted.setdefault(key, use.moment)
    return Counter(
        (kind, subject, period, metric)
        for hour, visitor, kind, subject, metric in _insert_sessions(session, wanted)
        for period in _periods(wanted[hour, visitor, kind, subject, metric], zone)
    )


def _insert_sessions(session: Session, keys: Iterable[_Session]) -> Iterator[_Session]:
    """The keys that were not there yet."""
    insert = insert_of(session)
    columns = list(VisitSession.__table__.columns)
    names = [column.name for column in columns]
    for part in _batched(keys, _AT_ONCE):
        rows: list[dict[str, Any]] = [dict(zip(names, key, strict=True)) for key in part]
        added = insert(VisitSession).values(rows).on_conflict_do_nothing().returning(*columns)
        for row in session.execute(added):
            hour, visitor, kind, subject, metric = row
            yield hour, visitor, kind, subject, metric


def _add(session: Session, counts: Counter[Key]) -> None:
    insert = insert_of(session)
    for part in _batched(sorted(counts.items()), _AT_ONCE):
        rows = [
            dict(zip(("kind", "subject", "period", "metric"), key, strict=True), count=count)
            for key, count in part
        ]
        added = insert(Usage).values(rows)
        session.execute(
            added.on_conflict_do_update(
                index_elements=["kind", "subject", "period", "metric"],
                set_={"count": Usage.count + added.excluded.count},
            )
        )


def _mark(session: Session, rows: Sequence[Visit]) -> None:
    for part in _batched((row.id for row in rows), _AT_ONCE):
        session.execute(
            update(Visit).where(Visit.id.in_(part)).values(counted=True),
            execution_options={"synchronize_session": False},
        )


def _forget(session: Session, reached: datetime, moment: datetime, zone: ZoneInfo) -> None:
    """Keep nothing of anybody longer than it takes to count; it has `reached` a moment."""
    # After an outage the counting is behind: double clicks are still looked for before it.
    needed = min(moment - ACTIVE, reached) - 2 * DOUBLE_CLICK
    options = {"synchronize_session": False}
    oldest_day = (moment.astimezone(zone) - _DAYS_KEPT).date().isoformat()
    for statement in (
        delete(Visit).where(Visit.counted.is_(True), Visit.moment < needed),
        delete(VisitSession).where(VisitSession.hour < _hour(moment - timedelta(hours=1))),
        delete(VisitSalt).where(VisitSalt.day < (moment - _SETTLED * 4).date()),
        delete(Usage).where(Usage.period.like("____-__-__"), Usage.period < oldest_day),
    ):
        session.execute(statement, execution_options=options)


def _periods(moment: datetime, zone: ZoneInfo) -> tuple[str, str]:
    day = moment.astimezone(zone).date().isoformat()
    return day[:7], day


def _hour(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H")


def _batched(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
