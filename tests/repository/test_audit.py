"""The log of changes only grows, on both databases."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from repository import audit
from repository.models import Event, Role
from repository.repository import Repository
from repository.users import add_user
from tests.repository.library import make_work

ATTACKS = {
    "sqlite": [
        "UPDATE events SET actor = 'somebody else'",
        "DELETE FROM events",
        """REPLACE INTO events (id, moment, actor, action, subject_kind, subject_id)
        VALUES (1, '2020-01-01', '', 'nothing', 'work', 'x')""",
    ],
    "postgresql": [
        "UPDATE events SET actor = 'somebody else'",
        "DELETE FROM events",
        "TRUNCATE events",
    ],
}


def test_what_was_done_is_told_with_who_and_whose(repository: Repository) -> None:
    work_id = make_work(repository, 1)
    with repository.database.write() as session:
        user = add_user(session, "gulnara", "under the shanyrak", Role.CURATOR)
        audit.note(session, user.id, "described", "work", work_id, {"title": "x" * 900})
        audit.note(session, audit.COMMAND, "removed", "work", "gone")
    with repository.database.read() as session:
        first, second = session.scalars(select(Event).order_by(Event.id))
    assert (first.actor, first.action, first.subject_id) == ("gulnara", "described", work_id)
    assert first.institution_id is not None
    assert first.details == {"title": "x" * 500}
    assert (second.actor_id, second.actor, second.institution_id) == ("command", "", None)


@pytest.mark.parametrize("number", range(3))
def test_no_statement_changes_or_removes_a_line(repository: Repository, number: int) -> None:
    attack = ATTACKS[repository.database.engine.dialect.name][number]
    with repository.database.write() as session:
        audit.note(session, None, "published", "work", "x")
    refused = pytest.raises(DatabaseError, match="events only grow")
    with refused, repository.database.write() as session:
        session.execute(text(attack))
    with repository.database.read() as session:
        assert [event.action for event in session.scalars(select(Event))] == ["published"]


def test_what_is_undone_was_not_done(repository: Repository) -> None:
    with pytest.raises(ZeroDivisionError), repository.database.write() as session:  # noqa: PT012
        audit.note(session, None, "published", "work", "x")
        session.flush()
        raise ZeroDivisionError
    with repository.database.read() as session:
        assert session.scalars(select(Event)).all() == []
