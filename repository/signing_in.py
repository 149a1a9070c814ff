"""Signing in with a name and a password, a limited number of times."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from repository.clock import now
from repository.database import Database
from repository.errors import RefusedError
from repository.models import SignInAttempt, User
from repository.names import fold
from repository.users import check_password

_WINDOW = timedelta(minutes=15)
# Together for a name from one address, for an address, for a name from anywhere: somebody who
# guesses is stopped early, and can hardly lock out the person whose name it is.
_MOST_TOGETHER = 5
_MOST_PER_ADDRESS = 50
_MOST_PER_NAME = 100
_LONGEST_NAME = 200
_LOCK = 7215602


def sign_in(database: Database, name: str, password: str, address: str) -> User | None:
    """The user with this name and password, None when they do not fit.

    Raises `RefusedError` with code `too-many-attempts` and the minutes to wait.
    """
    name = fold(name)[:_LONGEST_NAME]
    address = network_of(address)
    # Counted before the password is looked at, so that many at once are not all let through.
    with database.write() as session:
        attempt = _note(session, name, address)
    with database.read() as session:
        user = check_password(session, name, password)
    if user is not None:
        with database.write() as session:
            _forget(session, attempt)
    return user


def _note(session: Session, name: str, address: str) -> SignInAttempt:
    _wait_for_others(session)
    since = now() - _WINDOW
    session.execute(delete(SignInAttempt).where(SignInAttempt.moment < since))
    of_name = SignInAttempt.name == name
    of_address = SignInAttempt.address == address
    limits = (
        (of_name & of_address, _MOST_TOGETHER),
        (of_address, _MOST_PER_ADDRESS),
        (of_name, _MOST_PER_NAME),
    )
    for which, most in limits:
        count = session.scalar(select(func.count()).select_from(SignInAttempt).where(which)) or 0
        if count >= most:
            raise RefusedError("too-many-attempts", minutes=int(_WINDOW.total_seconds() // 60))
    attempt = SignInAttempt(name=name, address=address)
    session.add(attempt)
    session.flush()
    return attempt


def _wait_for_others(session: Session) -> None:
    # Counting and noting must not interleave: of a hundred attempts in one moment each would see
    # that there was none before. SQLite lets one transaction write at a time anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def network_of(address: str) -> str:
    """The address by which attempts are counted: of IPv6 the network that one customer is given."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, 64), strict=False))


def _forget(session: Session, attempt: SignInAttempt) -> None:
    session.execute(
        delete(SignInAttempt).where(
            SignInAttempt.name == attempt.name, SignInAttempt.address == attempt.address
        )
    )
