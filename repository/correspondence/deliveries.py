"""Requests for copies of works, from the reader's form to the library's last word."""

import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.correspondence.feedback import LONGEST
from repository.correspondence.mail_address import is_mail_address
from repository.errors import NotFoundError, RefusedError
from repository.models import Delivery, DeliveryState, DeliveryStep, Work

NEXT: Mapping[DeliveryState, tuple[DeliveryState, ...]] = {
    DeliveryState.NEW: (DeliveryState.ACCEPTED, DeliveryState.REFUSED),
    DeliveryState.ACCEPTED: (DeliveryState.WORKING, DeliveryState.SENT, DeliveryState.REFUSED),
    DeliveryState.WORKING: (DeliveryState.SENT, DeliveryState.REFUSED),
    DeliveryState.SENT: (),
    DeliveryState.REFUSED: (),
}
"""Which state may follow which."""


def ask_for_copy(
    session: Session, work: Work, pages: str, purpose: str, name: str, email: str, language: str
) -> Delivery:
    """Put a request into the list of the work's library. Raises `RefusedError`."""
    if not purpose.strip():
        raise RefusedError("letter-empty")
    if len(purpose) > LONGEST:
        raise RefusedError("letter-too-long", most=LONGEST)
    if email and not is_mail_address(email):
        raise RefusedError("letter-address", address=email[:100])
    request = Delivery(
        secret=secrets.token_urlsafe(24),
        institution_id=work.institution_id,
        work_id=work.id,
        pages=" ".join(pages.split())[:200],
        purpose=purpose.strip(),
        name=" ".join(name.split())[:200],
        email=email,
        language=language,
    )
    session.add(request)
    session.flush()
    session.add(DeliveryStep(delivery_id=request.id, state=DeliveryState.NEW))
    session.flush()
    return request


def advance(session: Session, request: Delivery, state: DeliveryState, note: str = "") -> None:
    """Bring a request to the next state. Raises `RefusedError` for one that cannot follow."""
    if state not in NEXT[DeliveryState(request.state)]:
        raise RefusedError("delivery-state", state=str(state))
    if len(note) > LONGEST:
        raise RefusedError("letter-too-long", most=LONGEST)
    request.state = state
    request.modified = now()
    session.add(DeliveryStep(delivery_id=request.id, state=state, note=note.strip()))
    session.flush()


def find_delivery(session: Session, delivery_id: str) -> Delivery:
    """The request. Raises `NotFoundError`."""
    found = session.get(Delivery, delivery_id)
    if found is None:
        raise NotFoundError(delivery_id)
    return found


def find_secret(session: Session, secret: str) -> Delivery:
    """The request that a reader's link leads to. Raises `NotFoundError`."""
    found = session.scalar(select(Delivery).where(Delivery.secret == secret[:40]))
    if found is None:
        raise NotFoundError("delivery")
    return found


def steps_of(session: Session, delivery_id: str) -> Sequence[DeliveryStep]:
    """What happened to the request, from its first day on."""
    query = select(DeliveryStep).where(DeliveryStep.delivery_id == delivery_id)
    return session.scalars(query.order_by(DeliveryStep.id).limit(100)).all()


def list_deliveries(
    session: Session,
    institution_id: str | None,
    state: DeliveryState | None,
    limit: int,
    offset: int = 0,
) -> tuple[Sequence[Delivery], int]:
    """(a part of the requests, the number of all): of one library or of all, the newest first."""
    conditions = []
    if institution_id is not None:
        conditions.append(Delivery.institution_id == institution_id)
    if state is not None:
        conditions.append(Delivery.state == state)
    total = session.scalar(select(func.count()).select_from(Delivery).where(*conditions)) or 0
    query = select(Delivery).where(*conditions).order_by(Delivery.created.desc(), Delivery.id)
    return session.scalars(query.limit(limit).offset(offset)).all(), total
