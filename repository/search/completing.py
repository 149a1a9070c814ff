"""What completes the words that somebody starts to type: titles, persons, subjects, places."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.models import SearchStart, SearchWork, Work, WorkState
from repository.search.document import folded_words

MOST = 8
_SHORTEST, _LONGEST = 2, 60
_LOOKED_AT = 500


def completions(session: Session, typed: str) -> list[str]:
    """The texts of published works with words that start so, those of most works first."""
    words = " ".join(folded_words(typed[:_LONGEST]))
    if len(words) < _SHORTEST:
        return []
    start = words.encode("utf-8", "replace")
    near = (
        select(SearchStart.text, SearchStart.start)
        .join(SearchWork, SearchWork.number == SearchStart.work)
        .join(Work, Work.id == SearchWork.work_id)
        .where(
            SearchStart.start >= start,
            SearchStart.start < start + b"\xff",
            Work.state == WorkState.PUBLISHED,
        )
        .order_by(SearchStart.start)
        .limit(_LOOKED_AT)
        .subquery()
    )
    works = func.count()
    query = select(near.c.text).group_by(near.c.text)
    return list(session.scalars(query.order_by(works.desc(), near.c.text).limit(MOST)))
