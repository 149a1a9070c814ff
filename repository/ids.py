"""Public ids: short, opaque, free of slashes and of letters that could spell a word."""

import secrets

_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 11  # 27 ** 11 is above 2 ** 52: a clash among ten million ids is one in a hundred


def new_id() -> str:
    """A fresh random id of eleven characters, for example `k7dq2mzx4tb`."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
