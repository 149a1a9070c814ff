"""Where a visitor was heading before a form came in between."""

import re

from flask import request

# Browsers read a backslash as a slash and leave out tabs: neither is in our addresses.
_OWN_PATH = re.compile(r"/(?!/)[\w./?=&%-]*", re.ASCII)


def destination(otherwise: str) -> str:
    """The path of this site that `next` names; anything else could send them elsewhere."""
    wanted = request.values.get("next", "")
    return wanted if _OWN_PATH.fullmatch(wanted) else otherwise
