"""Moments and numbers as each language writes them."""

from datetime import datetime

from babel.dates import format_datetime
from babel.numbers import format_decimal


def shown_moment(moment: datetime, language: str) -> str:
    """Day and minute, in UTC."""
    return format_datetime(moment, "d MMM y, HH:mm", locale=language) + " UTC"


def shown_number(number: int, language: str) -> str:
    """With the spaces or commas that part thousands."""
    return str(format_decimal(number, locale=language))
