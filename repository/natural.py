"""The order people expect of numbered files: page2 before page10."""

import re

_NUMBER = re.compile(r"(\d{1,30})", re.ASCII)


def natural_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A key for sorting; numbers by value, letters without regard to case."""
    parts = [
        (0, int(part), "") if number else (1, 0, part)
        for number, part in ((i % 2, p) for i, p in enumerate(_NUMBER.split(name.casefold())))
        if part
    ]
    return parts, name
