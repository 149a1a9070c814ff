"""Statements of rights: one URI of Creative Commons or rightsstatements.org."""

import re

_STATEMENT = re.compile(
    r"http://(creativecommons\.org/(licenses|publicdomain)/[a-z0-9.+/-]+/"
    r"|rightsstatements\.org/vocab/[A-Za-z-]+/1\.0/)",
    re.ASCII,
)


def is_statement(address: str) -> bool:
    """Whether this is the URI of a statement, as IIIF wants it."""
    return len(address) <= 500 and _STATEMENT.fullmatch(address) is not None
