"""What documents of both versions write alike."""

from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def present(properties: Json) -> Json:
    """The same without what is empty: the specification wants no empty lists and strings."""
    return {name: value for name, value in properties.items() if value}


def nav_date(moment: datetime) -> str:
    """A moment in UTC, as XML Schema writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
