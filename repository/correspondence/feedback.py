"""What readers tell the library that owns a work, and what it answers."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.correspondence.mail_address import is_mail_address
from repository.errors import NotFoundError, RefusedError
from repository.models import Feedback, FeedbackState, Work

TOPICS = ("text", "picture", "description", "other")
LONGEST = 5000


def give_feedback(
    session: Session,
    work: Work,
    page: int | None,
    topic: str,
    words: str,
    email: str,
    language: str,
) -> Feedback:
    """Put a message into the inbox of the work's library. Raises `RefusedError`."""
    if not words.strip():
        raise RefusedError("letter-empty")
    if len(words) > LONGEST:
        raise RefusedError("letter-too-long", most=LONGEST)
    if email and not is_mail_address(email):
        raise RefusedError("letter-address", address=email[:100])
    message = Feedback(
        institution_id=work.institution_id,
        work_id=work.id,
        page=page,
        topic=topic if topic in TOPICS else "other",
        words=words.strip(),
        email=email,
        language=language,
    )
    session.add(message)
    session.flush()
    return message


def answer_feedback(
    session: Session, message: Feedback, state: FeedbackState, answer: str = ""
) -> None:
    """Bring a message to a state; answered ones keep the library's words. Raises `RefusedError`."""
    if state == FeedbackState.ANSWERED:
        if not answer.strip():
            raise RefusedError("letter-empty")
        if len(answer) > LONGEST:
            raise RefusedError("letter-too-long", most=LONGEST)
        message.answer = answer.strip()
    message.state = state
    message.modified = now()
    session.flush()


def find_feedback(session: Session, message_id: str) -> Feedback:
    """The message. Raises `NotFoundError`."""
    found = session.get(Feedback, message_id)
    if found is None:
        raise NotFoundError(message_id)
    return found


def list_feedback(
    session: Session,
    institution_id: str | None,
    state: FeedbackState | None,
    limit: int,
    offset: int = 0,
) -> tuple[Sequence[Feedback], int]:
    """(a part of the messages, the number of all): of one library or of all, the newest first."""
    conditions = []
    if institution_id is not None:
        conditions.append(Feedback.institution_id == institution_id)
    if state is not None:
        conditions.append(Feedback.state == state)
    total = session.scalar(select(func.count()).select_from(Feedback).where(*conditions)) or 0
    query = select(Feedback).where(*conditions).order_by(Feedback.created.desc(), Feedback.id)
    return session.scalars(query.limit(limit).offset(offset)).all(), total
