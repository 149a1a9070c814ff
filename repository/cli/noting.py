"""Changes made by commands stand in the log, too."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from repository import audit
from repository.noticing import changes


def noting(command: str) -> Callable[[Session], None]:
    """Notes what a command makes, removes, publishes or hides, unless it says so itself."""

    def note(session: Session) -> None:
        if audit.is_noted(session):
            return
        seen, details = changes(session), {"by": f"keruen {command}"}
        for action, things in (("made", seen.made), ("removed", seen.removed)):
            for kind, subject, owner in things:
                audit.note(
                    session, audit.COMMAND, action, kind, subject, details, institution_id=owner
                )
        for work_id, state in seen.states:
            action = "published" if state == "published" else "unpublished"
            audit.note(session, audit.COMMAND, action, "work", work_id, details)

    return note
