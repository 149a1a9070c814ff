"""Names of users, as they are told apart."""

import unicodedata

from repository.errors import RefusedError

LONGEST = 100
_WHITE = {" ", "-", "_", ".", "@", "+", "'", "’", "·"}


def fold(text: str) -> str:
    """Without differences of case and of width: two names with one fold are one name."""
    return unicodedata.normalize("NFKC", text).casefold()


def clean_user_name(name: str) -> str:
    """A name as it is kept. Raises `RefusedError` for one that is empty, too long or odd."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    good = all(letter.isalnum() or letter in _WHITE for letter in name)
    if not name or len(name) > LONGEST or not good:
        raise RefusedError("bad-user-name", most=LONGEST)
    return name
