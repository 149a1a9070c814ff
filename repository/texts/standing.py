"""How the texts of a work's pages stand: which have one, from where, and what is under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.jobs import RECOGNISE
from repository.models import Job, JobState, PageText, TextSource
from repository.pages import PageStatus, get_page, page_statuses
from repository.texts.recognition import ask_for_text


@dataclass(frozen=True, slots=True)
class TextStanding:
    """A page with what is known of its text; `job` and `reason` are of the last recognition."""

    page: PageStatus
    text: PageText | None
    job: JobState | None
    reason: dict[str, Any] | None


def standings(session: Session, work_id: str) -> list[TextStanding]:
    """Every page of a work in order, by four statements."""
    statuses = page_statuses(session, work_id)
    ids = [status.id for status in statuses]
    texts = {row.page_id: row for row in session.scalars(_texts(ids))}
    jobs = {row.page_id: row for row in session.scalars(_last_jobs(ids))}
    return [_standing(status, texts.get(status.id), jobs.get(status.id)) for status in statuses]


def standing_of(session: Session, page_id: str) -> tuple[PageText | None, Job | None]:
    """The text of one page, and the last job that was to recognise it."""
    return session.get(PageText, page_id), session.scalar(_last_jobs([page_id]))


def ask_for_texts(session: Session, work_id: str, again: bool) -> int:
    """Have the pages of a work read that have no text, or `again` all that were recognised.

    Texts that came from elsewhere stay. Returns how many pages are to be read.
    """
    asked = 0
    for standing in standings(session, work_id):
        if standing.page.image_id is None or standing.page.medium is not None:
            continue
        source = standing.text.source if standing.text else None
        if source is None or (again and source == TextSource.RECOGNISED):
            asked += ask_for_text(session, get_page(session, standing.page.id)) is not None
    return asked


def _standing(status: PageStatus, text: PageText | None, job: Job | None) -> TextStanding:
    if job is None:
        return TextStanding(status, text, None, None)
    return TextStanding(status, text, JobState(job.state), job.reason)


def _texts(ids: Sequence[str]) -> Any:
    return select(PageText).where(PageText.page_id.in_(ids))


def _last_jobs(ids: Sequence[str]) -> Any:
    newest = (
        select(Job.page_id, func.max(Job.created).label("created"))
        .where(Job.kind == RECOGNISE, Job.page_id.in_(ids))
        .group_by(Job.page_id)
        .subquery()
    )
    same = (Job.page_id == newest.c.page_id) & (Job.created == newest.c.created)
    return select(Job).join(newest, same).where(Job.kind == RECOGNISE)
