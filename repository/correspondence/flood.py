"""Nobody fills a library's inbox: a limited number of forms from one address."""

import hashlib
import hmac
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.errors import RefusedError
from repository.models import Submission

_KEPT = timedelta(days=1)
_LIMITS = ((timedelta(minutes=10), 5), (timedelta(days=1), 20))
_MOST_IN_AN_HOUR = 500  # from everybody together


def check_sender(session: Session, key: str, address: str) -> None:
    """Note that a form came from this address, of which only a hash is kept, for a day.

    Raises `RefusedError` with code `too-many-letters`.
    """
    moment = now()
    sender = hmac.new(key.encode(), address.encode(), hashlib.sha256).hexdigest()[:32]
    session.execute(delete(Submission).where(Submission.moment < moment - _KEPT))
    count = select(func.count()).select_from(Submission)
    for window, most in _LIMITS:
        recent = (Submission.sender == sender) & (Submission.moment > moment - window)
        if (session.scalar(count.where(recent)) or 0) >= most:
            raise RefusedError("too-many-letters")
    if (session.scalar(count.where(Submission.moment > moment - timedelta(hours=1))) or 0) >= (
        _MOST_IN_AN_HOUR
    ):
        raise RefusedError("too-many-letters")
    session.add(Submission(sender=sender))
    session.flush()
