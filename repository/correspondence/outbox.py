"""Mail that waits to go out: written with what caused it, sent by a worker, tried again."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, or_, select, update
from sqlalchemy.orm import Session

from repository.clock import now
from repository.correspondence.post import MailRefusedError, MailUnavailableError, Post
from repository.database import Database
from repository.models import Mail, MailState

_AT_ONCE = 20
_CLAIM = timedelta(minutes=5)
# How long to wait after each failure; after the last the mail is given up.
_PATIENCE = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]
_LONGEST_SUBJECT = 300

log = logging.getLogger(__name__)


def write_mail(session: Session, recipient: str, subject: str, body: str) -> None:
    """Have a mail sent once the transaction is committed."""
    session.add(
        Mail(recipient=recipient, subject=" ".join(subject.split())[:_LONGEST_SUBJECT], body=body)
    )


def send_waiting(database: Database, post: Post) -> int:
    """Send what is due; returns how many mails went out. Raises `DatabaseUnavailableError`."""
    sent = 0
    for mail_id in _due(database):
        mail = _claim(database, mail_id)
        if mail is not None:
            sent += _send(database, post, mail)
    return sent


def _due(database: Database) -> list[str]:
    moment = now()
    with database.read() as session:
        query = select(Mail.id).where(_is_due(moment)).order_by(Mail.not_before, Mail.id)
        return list(session.scalars(query.limit(_AT_ONCE)))


def _is_due(moment: datetime) -> ColumnElement[bool]:
    free = or_(Mail.claimed_until.is_(None), Mail.claimed_until < moment)
    return (Mail.state == MailState.WAITING) & (Mail.not_before <= moment) & free


def _claim(database: Database, mail_id: str) -> Mail | None:
    """The mail, if no other worker was quicker."""
    moment = now()
    taken = (
        update(Mail)
        .where(Mail.id == mail_id, _is_due(moment))
        .values(claimed_until=moment + _CLAIM, attempts=Mail.attempts + 1)
    )
    with database.write() as session:
        result = session.execute(taken, execution_options={"synchronize_session": False})
        assert isinstance(result, CursorResult)
        return session.get_one(Mail, mail_id) if result.rowcount == 1 else None


def _send(database: Database, post: Post, mail: Mail) -> bool:
    try:
        post.send(mail.recipient, mail.subject, mail.body, mail.id)
    except MailRefusedError as error:
        log.warning("mail %s was refused: %s", mail.id, error)
        _settle(database, mail.id, state=MailState.FAILED, problem=str(error)[:300])
        return False
    except MailUnavailableError as error:
        log.warning("mail %s is put off: %s", mail.id, error)
        _put_off(database, mail, str(error))
        return False
    _settle(database, mail.id, state=MailState.SENT, sent=now(), problem="")
    return True


def _put_off(database: Database, mail: Mail, problem: str) -> None:
    if mail.attempts > len(_PATIENCE):
        _settle(database, mail.id, state=MailState.FAILED, problem=problem[:300])
    else:
        later = now() + _PATIENCE[mail.attempts - 1]
        _settle(database, mail.id, not_before=later, problem=problem[:300])


def _settle(database: Database, mail_id: str, **values: object) -> None:
    with database.write() as session:
        session.execute(update(Mail).where(Mail.id == mail_id).values(claimed_until=None, **values))
