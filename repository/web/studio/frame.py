"""What all tabs of a work in the studio show: its title, its owner, the way to the others."""

from typing import Any

from sqlalchemy.orm import Session

from repository.models import Institution
from repository.permissions import Right
from repository.web.context import may_edit
from repository.works import get_work


def frame(session: Session, work_id: str, tab: str) -> dict[str, Any]:
    """What `studio/work.html` takes, whichever tab is shown in it. Raises `NotFoundError`."""
    work = get_work(session, work_id)
    return {
        "work": work,
        "owner": session.get_one(Institution, work.institution_id),
        "editable": may_edit(work.institution_id),
        "may": {right.value: may_edit(work.institution_id, right) for right in Right},
        "tab": tab,
    }
