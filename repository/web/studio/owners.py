"""The libraries whose works a curator brings in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.models import Institution, Role, User


def libraries_of(session: Session, user: User | None) -> list[Institution]:
    """The own library, all of them for the consortium's administrator, and for None."""
    query = select(Institution).order_by(Institution.position, Institution.slug)
    if user is not None and user.role != Role.ADMINISTRATOR:
        query = query.where(Institution.id == user.institution_id)
    return list(session.scalars(query))
