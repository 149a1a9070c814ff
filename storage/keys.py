"""The shape of keys: the same everywhere, so that no back end meets a name it cannot hold."""

import re

from storage.errors import InvalidKeyError

# Leading dots are refused with "." and ".."; it leaves the local back end a place of its own.
_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}"
_KEY = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_PREFIX = re.compile(rf"(?:{_SEGMENT}/)*(?:{_SEGMENT})?")
_LONGEST = 900  # S3 allows 1024 bytes with the bucket's own prefix, file systems 4096 with the root


def is_key(key: str) -> bool:
    """Whether the key may name an object."""
    return len(key) <= _LONGEST and _KEY.fullmatch(key) is not None


def check_key(key: str) -> str:
    """The key itself. Raises `InvalidKeyError`."""
    if not is_key(key):
        raise InvalidKeyError(f"not a key: {key[:100]!r}")
    return key


def check_prefix(prefix: str) -> str:
    """The prefix itself: the beginning of a key, or "". Raises `InvalidKeyError`."""
    if len(prefix) > _LONGEST or _PREFIX.fullmatch(prefix) is None:
        raise InvalidKeyError(f"not the beginning of a key: {prefix[:100]!r}")
    return prefix
