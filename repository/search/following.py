"""Following the catalogue: which works the index has to take up, and one process at a time."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import CursorResult, Select, func, or_, select, update
from sqlalchemy.orm import Session

from repository.clock import now
from repository.database import Database
from repository.models import (
    CatalogueRevision,
    SearchPage,
    SearchState,
    SearchWork,
    Work,
    WorkState,
)
from repository.search.ahead import ahead, side_by_side
from repository.search.full_text import full_text_of
from repository.search.indexing import forget, parts, put_pages, put_work
from repository.search.words import EDITION

_LEASE = timedelta(seconds=120)
_AT_ONCE = 50
_WRITERS = 2  # PostgreSQL sorts the words of one part into its index while another comes


def follow(
    database: Database, seconds: float, told: Callable[[int, int], None] | None = None
) -> int:
    """Index works that changed, for so long at most; returns how many.

    `told` is called with the pages and the whole works that each step has done. Does nothing while
    another process is at it.
    """
    if not _is_behind(database):
        return 0
    with _alone(database) as hold:
        if hold is None:
            return 0
        done = _catch_up(database, now() + timedelta(seconds=seconds), hold, told)
        with database.read() as session:
            full_text_of(session).settle(session)
    return done


def _catch_up(
    database: Database,
    deadline: datetime,
    hold: Callable[[], bool],
    told: Callable[[int, int], None] | None,
) -> int:
    writers, done = 1 if database.is_sqlite else _WRITERS, 0
    seen = _seen(database)
    while works := _stale(database):
        # While some parts are written the words of the next are analysed, and works described.
        made = ahead(parts(database, works))
        put = side_by_side(partial(put_pages, database), made, writers)
        with closing(made), closing(put), closing(ahead(put)) as complete:
            for part in complete:
                if part.last:
                    put_work(database, part)
                done += part.last
                if told:
                    told(len(part.words), int(part.last))
                if now() >= deadline or not hold():
                    return done
    _note(database, seen)
    return done


def stale_works(session: Session) -> int:
    """How many works the index has to take up or to let go."""
    return sum(
        session.scalar(select(func.count()).select_from(query.subquery())) or 0
        for query in (_changed(), _hidden())
    )


def all_again(database: Database) -> None:
    """Have every work indexed anew; until its turn comes, each is found as it was."""
    with database.write() as session:
        session.execute(update(SearchWork).values(edition=0))
        session.execute(update(SearchPage).values(state=""))
        session.execute(update(SearchState).values(edition=0))


def tend(database: Database) -> None:
    """Put the index in order after much was written to it."""
    with database.write() as session:
        full_text_of(session).tend(session)


def _is_behind(database: Database) -> bool:
    """Whether anything that readers see changed since the index was last up to date."""
    with database.read() as session:
        state = session.get_one(SearchState, 1)
        value = session.scalar(select(CatalogueRevision.value))
        return state.edition != EDITION or state.seen != value


def _seen(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(CatalogueRevision.value)).one()


def _note(database: Database, seen: int) -> None:
    with database.write() as session:
        session.execute(update(SearchState).values(seen=seen, edition=EDITION))


def _stale(database: Database) -> list[str]:
    """The next works that changed; the hidden ones are let go by the way."""
    with database.write() as session:
        forget(session, session.scalars(_hidden().limit(_AT_ONCE)).all())
    with database.read() as session:
        return list(session.scalars(_changed().order_by(Work.published, Work.id).limit(_AT_ONCE)))


def _changed() -> Select[str]:
    other = or_(
        SearchWork.number.is_(None),
        SearchWork.revision != Work.revision,
        SearchWork.edition != EDITION,
    )
    return (
        select(Work.id)
        .outerjoin(SearchWork, SearchWork.work_id == Work.id)
        .where(Work.state == WorkState.PUBLISHED, other)
    )


def _hidden() -> Select[str]:
    hidden = or_(Work.id.is_(None), Work.state != WorkState.PUBLISHED)
    return select(SearchWork.work_id).outerjoin(Work, Work.id == SearchWork.work_id).where(hidden)


@contextmanager
def _alone(database: Database) -> Iterator[Callable[[], bool] | None]:
    """The right to index, to be called to hold it longer; None while another process has it."""
    holder = secrets.token_hex(8)
    renewed: datetime | None = None

    def hold() -> bool:
        nonlocal renewed
        moment, state = now(), SearchState
        if renewed and moment < renewed + _LEASE / 4:
            return True
        free = or_(state.until.is_(None), state.until < moment, state.holder == holder)
        with database.write() as session:
            taken = session.execute(
                update(state).where(free).values(holder=holder, until=moment + _LEASE)
            )
            assert isinstance(taken, CursorResult)
            renewed = moment if taken.rowcount == 1 else None
            return renewed is not None

    if not hold():
        yield None
        return
    try:
        yield hold
    finally:
        mine = update(SearchState).where(SearchState.holder == holder)
        with database.write() as session:
            session.execute(mine.values(holder=None, until=None))
