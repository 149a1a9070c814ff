"""Mail addresses as people type them."""

import re

_LONGEST = 254
# No quotes, no spaces, nothing that a header could be broken with.
_ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?\.[A-Za-z]{2,24}",
    re.ASCII,
)


def is_mail_address(value: str) -> bool:
    """Whether mail can be sent there, as far as can be seen."""
    return len(value) <= _LONGEST and _ADDRESS.fullmatch(value) is not None
