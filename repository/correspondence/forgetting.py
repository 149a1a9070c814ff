"""Who readers are is not kept for longer than it takes to deal with them."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from repository.clock import now
from repository.database import Database
from repository.models import Delivery, DeliveryStep, Feedback, Mail

FORGOTTEN = ""


def forget_people(database: Database, days: int) -> int:
    """Empty what tells who wrote and what about, `days` after the last change of each.

    What remains is that there was a request, and its states. Raises `DatabaseUnavailableError`.
    """
    long_ago = now() - timedelta(days=days)
    old_requests = select(Delivery.id).where(Delivery.modified < long_ago)
    changes = (
        update(Feedback)
        .where(Feedback.modified < long_ago, Feedback.words != FORGOTTEN)
        .values(words=FORGOTTEN, email=FORGOTTEN, answer=FORGOTTEN, modified=Feedback.modified),
        update(DeliveryStep)
        .where(DeliveryStep.delivery_id.in_(old_requests), DeliveryStep.note != FORGOTTEN)
        .values(note=FORGOTTEN),
        update(Delivery)
        .where(Delivery.modified < long_ago, Delivery.purpose != FORGOTTEN)
        .values(purpose=FORGOTTEN, name=FORGOTTEN, email=FORGOTTEN, modified=Delivery.modified),
        delete(Mail).where(Mail.created < long_ago),
    )
    with database.write() as session:
        results = [
            session.execute(change, execution_options={"synchronize_session": False})
            for change in changes
        ]
    return sum(int(getattr(result, "rowcount", 0)) for result in results)
