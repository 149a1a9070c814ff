"""Where the parts of a collection begin: looked up once, not counted again for every part."""

from dataclasses import dataclass

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from repository.models import CatalogueRevision
from repository.presentation.kinds import Key, Kind, kinds

STEP = 500
"""How many members lie between two places that are known."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind of members: the keys of the 1st, 501st, 1001st, ... and how many there are."""

    kind: Kind
    starts: tuple[Key, ...]
    total: int

    def rows(self, session: Session, before: int, limit: int) -> list[tuple[str, str]]:
        """At most `limit` of (kind, id), after so many others: one statement that skips < 500."""
        start, skip = divmod(before, STEP)
        query = self.kind.from_key(self.starts[start], skip + limit)
        return [(row.kind, row.id) for row in session.execute(query).all()[skip:]]


class Places:
    """The places of all collections that were asked for since a member last came, went or moved."""

    def __init__(self) -> None:
        self._kept: tuple[int, dict[str, list[Counted]]] = (0, {})

    def total(self, session: Session, collection_id: str) -> int:
        """How many members readers may see."""
        return sum(counted.total for counted in self._of(session, collection_id))

    def span(
        self, session: Session, collection_id: str, first: int, last: int
    ) -> list[tuple[str, str]]:
        """(kind, id) of members `first` to `last`, counted from 1, in their order."""
        found: list[tuple[str, str]] = []
        before = first - 1
        wanted = last - before
        for counted in self._of(session, collection_id):
            if before < counted.total and len(found) < wanted:
                found += counted.rows(session, before, wanted - len(found))
            before = max(0, before - counted.total)
        return found

    def _of(self, session: Session, collection_id: str) -> list[Counted]:
        revision = session.scalars(select(CatalogueRevision.members)).one()
        if self._kept[0] != revision:
            self._kept = (revision, {})
        kept = self._kept[1]
        if collection_id not in kept:
            found = kinds(session, collection_id)
            kept[collection_id] = [_count(session, kind) for kind in found]
        return kept[collection_id]


def _count(session: Session, kind: Kind) -> Counted:
    """Walks through all members of a kind, in the database, and then through the last of them."""
    number = func.row_number().over(order_by=kind.order).label("number")
    numbered = kind.rows.with_only_columns(
        number, *(column.label(f"key{n}") for n, column in enumerate(kind.order))
    ).subquery()
    begins = numbered.c.number % STEP == 1
    rows = session.execute(select(numbered).where(begins).order_by(numbered.c.number)).all()
    starts = tuple(_key(row) for row in rows)
    if not starts:
        return Counted(kind, (), 0)
    rest = session.execute(kind.from_key(starts[-1], STEP)).all()
    return Counted(kind, starts, (len(starts) - 1) * STEP + len(rest))


def _key(row: Row[tuple[object, ...]]) -> Key:
    return tuple(row)[1:]
