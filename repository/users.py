"""People who sign in: making them, finding them, letting them in no more."""

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from repository import audit
from repository.clock import now
from repository.errors import NotFoundError, RefusedError
from repository.models import BrowserSession, Role, Token, User
from repository.names import clean_user_name, fold
from repository.passwords import fits, hashed


def add_user(
    session: Session, name: str, password: str, role: Role, institution_id: str | None = None
) -> User:
    """A new user. Raises `RefusedError` for a name that is taken or a password easily guessed."""
    name = clean_user_name(name)
    if find_user(session, name) is not None:
        raise RefusedError("name-taken", name=name)
    user = User(
        name=name,
        folded=fold(name),
        password=hashed(password, name),
        role=role,
        institution_id=institution_id,
    )
    session.add(user)
    session.flush()
    return user


def find_user(session: Session, name: str) -> User | None:
    """The user with this name, however it is capitalised; an exact match comes first."""
    name = " ".join(name.split())
    named = or_(User.folded == fold(name), User.folded == name)
    query = select(User).where(named).order_by(User.name != name).limit(1)
    return session.scalars(query).first()


def named_user(session: Session, name: str) -> User:
    """The user with this name or id. Raises `NotFoundError`."""
    user = find_user(session, name) or session.get(User, name)
    if user is None:
        raise NotFoundError(name)
    return user


def check_password(session: Session, name: str, password: str) -> User | None:
    """The user with this name and password who may sign in, or None."""
    user = find_user(session, name)
    well = fits(user.password if user else None, password)
    return user if user and well and user.disabled is None else None


def set_password(session: Session, user: User, password: str) -> None:
    """Change a password; every browser is signed out by it. Raises `RefusedError`."""
    user.password = hashed(password, user.name)
    session.execute(delete(BrowserSession).where(BrowserSession.user_id == user.id))


def disable(session: Session, user: User, by: str | None) -> None:
    """Let a user in no more: ends all sessions and tokens at once. Raises `RefusedError`."""
    _keep_an_administrator(session, user)
    user.disabled = now()
    session.execute(delete(BrowserSession).where(BrowserSession.user_id == user.id))
    session.execute(delete(Token).where(Token.user_id == user.id))
    audit.note(session, by, "disabled", "user", user.id, {"name": user.name})


def enable(session: Session, user: User, by: str | None) -> None:
    """Let a disabled user in again, with the former password; tokens have to be made anew."""
    user.disabled = None
    audit.note(session, by, "enabled", "user", user.id, {"name": user.name})


def change_role(
    session: Session, user: User, role: Role, institution_id: str | None, by: str | None
) -> None:
    """Give a user another role or library. Raises `RefusedError`."""
    if role != Role.ADMINISTRATOR:
        if institution_id is None:
            raise RefusedError("role-needs-library")
        _keep_an_administrator(session, user)
    before = Role(user.role).value
    user.role, user.institution_id = role, institution_id
    details = {"name": user.name, "from": before, "to": role.value}
    audit.note(session, by, "role-changed", "user", user.id, details)


def _keep_an_administrator(session: Session, user: User) -> None:
    if user.role != Role.ADMINISTRATOR or user.disabled is not None:
        return
    # Locked, so that two administrators cannot disable each other in the same moment.
    acting = select(User.id).where(User.role == Role.ADMINISTRATOR, User.disabled.is_(None))
    if len(session.scalars(acting.with_for_update()).all()) < 2:
        raise RefusedError("last-administrator")
