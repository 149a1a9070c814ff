"""Statements of rights in what others write."""

import re
from collections.abc import Iterable

_RIGHTS = re.compile(
    r"https?://(?:www\.)?((?:creativecommons\.org/(?:licenses|publicdomain)|rightsstatements\.org"
    r"/(?:vocab|page))/[A-Za-z0-9.+/-]+)"
)


def rights_in(texts: Iterable[str]) -> str:
    """The first address of Creative Commons or rightsstatements.org in texts, as we keep it."""
    for text in texts:
        if found := _RIGHTS.search(text):
            return f"http://{found[1].rstrip('/')}/"
    return ""
