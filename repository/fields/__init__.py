"""What is said of a work: the fields, and the fixed lists that some of them are filled from."""

from repository.fields.codes import code_in
from repository.fields.field import (
    ELEMENTS,
    FIELDS,
    TERMS,
    Field,
    Kind,
    element_of,
    entry_of,
    field_labelled,
    field_of,
    terms_of,
)
from repository.fields.roles import ROLES
from repository.fields.types import TYPES, WorkType, type_of

__all__ = [
    "ELEMENTS",
    "FIELDS",
    "ROLES",
    "TERMS",
    "TYPES",
    "Field",
    "Kind",
    "WorkType",
    "code_in",
    "element_of",
    "entry_of",
    "field_labelled",
    "field_of",
    "terms_of",
    "type_of",
]
