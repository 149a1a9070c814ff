"""What works are counted by, and what completes what is typed: rows beside the words."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from repository.database import insert_missing
from repository.models import SearchFacet, SearchStart, SearchValue
from repository.models.base import LanguageMap
from repository.search.document import Facet, Value, starts_of

_OFFERED = (Facet.PERSON, Facet.SUBJECT, Facet.PLACE)
_MOST_STARTS = 120


def put_values(session: Session, number: int, values: Sequence[Value]) -> None:
    """Count the work by these values, and no others."""
    session.execute(delete(SearchFacet).where(SearchFacet.work == number))
    if not values:
        return
    keys = [(value.facet.value, value.key) for value in values]
    chosen = tuple_(SearchValue.facet, SearchValue.key).in_(keys)
    known = {
        (row.facet, row.key): row for row in session.scalars(select(SearchValue).where(chosen))
    }
    for value in values:
        row = known.get((value.facet.value, value.key))
        if row is None:
            new = {"facet": value.facet.value, "key": value.key, "label": value.label}
            insert_missing(session, SearchValue, new)
        elif len(value.label) >= len(row.label) and value.label != row.label:
            row.label = value.label  # the fullest that was said of it, and last
    session.flush()
    ids = session.scalars(select(SearchValue.id).where(chosen)).all()
    session.execute(insert(SearchFacet), [{"work": number, "value": each} for each in ids])


def put_starts(session: Session, number: int, label: LanguageMap, values: Sequence[Value]) -> None:
    """Offer the work's titles, persons, subjects and places to those who start to type them."""
    session.execute(delete(SearchStart).where(SearchStart.work == number))
    labels = [label, *(value.label for value in values if value.facet in _OFFERED)]
    texts = [text for each in labels for given in each.values() for text in given]
    rows = [
        {"work": number, "start": start, "text": text}
        for start, text in list(starts_of(texts).items())[:_MOST_STARTS]
    ]
    if rows:
        session.execute(insert(SearchStart), rows)
