"""Passwords: which are good enough, and how they are kept and compared (argon2id)."""

import functools
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from repository.errors import RefusedError
from repository.names import fold

SHORTEST = 10
# Longer ones would only make the hash slow to reckon.
LONGEST = 1000
_SHORTEST_PART = 4
_COMMON = Path(__file__).with_name("common_passwords.txt")
# The first row of OWASP's table for argon2id: 46 MiB for each password that is looked at.
_hasher = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)


def hashed(password: str, name: str) -> str:
    """The password as it is kept. Raises `RefusedError` when it is easily guessed."""
    check_strength(password, name)
    return _hasher.hash(password)


def check_strength(password: str, name: str) -> None:
    """Refuse what those who guess try first. Raises `RefusedError`."""
    if len(password) < SHORTEST:
        raise RefusedError("password-too-short", length=SHORTEST)
    if len(password) > LONGEST:
        raise RefusedError("password-too-long", length=LONGEST)
    low, own = fold(password), fold(name)
    if low == own or (len(own) >= _SHORTEST_PART and own in low):
        raise RefusedError("password-has-name")
    if low in _common() or len(set(low)) < _SHORTEST_PART:
        raise RefusedError("password-too-common")


def fits(kept: str | None, password: str) -> bool:
    """Whether it is the password that is kept; takes as long when there is none to compare."""
    try:
        _hasher.verify(kept or _nobody(), password[:LONGEST])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept is not None


@functools.cache
def _nobody() -> str:
    """A hash to check when there is no such user, so that the time does not tell who exists."""
    return _hasher.hash("nobody has this password")


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="utf-8").split())
