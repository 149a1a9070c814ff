"""The code behind a value, whether it is kept or only a word."""

from collections.abc import Mapping
from typing import Any

from repository.fields.field import Kind, field_of
from repository.fields.languages import code_of
from repository.fields.types import type_of


def code_in(entry: Mapping[str, Any], value: str) -> str:
    """The code of a language or a type: the entry's own, or that of a value in words.

    "" for other fields and for words that nobody knows.
    """
    given = entry.get("code")
    if given:
        return str(given)
    field = field_of(entry)
    if field is not None and field.kind == Kind.LANGUAGE:
        return code_of(value)
    if field is not None and field.kind == Kind.TYPE and (known := type_of(value)):
        return known.code
    return ""
