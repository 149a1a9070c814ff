"""What is done with a reader's letter, from the studio or over REST: settled, told, noted."""

from sqlalchemy.orm import Session

from repository import audit
from repository.correspondence import advance, answer_feedback
from repository.models import Delivery, DeliveryState, Feedback, FeedbackState, Work
from repository.web import letter_words


def settle(
    session: Session, message: Feedback, state: FeedbackState, answer: str, user_id: str
) -> None:
    """Answer a message, close it, or take it up again; an answer goes to the reader by mail.

    Raises `RefusedError`.
    """
    answer_feedback(session, message, state, answer)
    if message.state == FeedbackState.ANSWERED:
        letter_words.answer_reader(session, message, session.get_one(Work, message.work_id))
    audit.note(session, user_id, state, "feedback", message.id)


def move_on(
    session: Session, asked: Delivery, state: DeliveryState, note: str, user_id: str
) -> None:
    """Bring a request for a copy to its next state and tell the reader. Raises `RefusedError`."""
    # Two at once must not both find it where it was.
    session.refresh(asked, with_for_update=True)
    advance(session, asked, state, note)
    letter_words.tell_reader(session, asked, session.get_one(Work, asked.work_id), note)
    audit.note(session, user_id, state, "delivery", asked.id)
