"""From what was sent to the columns of a row."""

from typing import Any

from pydantic import BaseModel

_COLUMNS = {
    "metadata": "metadata_",
    "start_page": "start_page_id",
    "placeholder_page": "placeholder_page_id",
    "thumbnail_page": "thumbnail_page_id",
}


def assign(row: Any, sent: BaseModel, *besides: str) -> None:
    """Set the columns of a row to the fields that were sent, except those named `besides`."""
    for name, value in sent.model_dump(exclude_unset=True).items():
        if name not in besides:
            setattr(row, column(name), without_nothing(value))


def column(name: str) -> str:
    """The column in which a field is kept."""
    return _COLUMNS.get(name, name)


def without_nothing(value: Any) -> Any:
    """Lists of objects without the fields that are None."""
    if isinstance(value, list):
        return [without_nothing(each) for each in value]
    if isinstance(value, dict):
        return {name: without_nothing(each) for name, each in value.items() if each is not None}
    return value
