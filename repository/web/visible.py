"""Which works a visitor may see."""

from sqlalchemy.orm import Session

from repository.errors import NotFoundError
from repository.models import Work, WorkState
from repository.web.context import current_user
from repository.works import get_work


def visible_work(session: Session, work_id: str) -> Work:
    """The work; to those who are not signed in a draft is not there. Raises `NotFoundError`."""
    found = get_work(session, work_id)
    if found.state != WorkState.PUBLISHED and current_user() is None:
        raise NotFoundError(work_id)
    return found
