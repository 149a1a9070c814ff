"""Moments and numbers as each language writes them."""

from datetime import datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal


def shown_moment(moment: datetime, language: str) -> str:
    """Day and minute, in UTC."""
    return format_datetime(moment, "d MMM y, HH:mm", locale=language) + " UTC"


def shown_day(moment: datetime, language: str) -> str:
    """The day alone."""
    return format_date(moment.date(), "d MMMM y", locale=language)


def shown_number(number: int, language: str) -> str:
    """With the spaces or commas that part thousands."""
    return str(format_decimal(number, locale=language))
