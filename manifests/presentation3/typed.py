"""iiif-prezi3 as the gate that every document of version 3 passes, once."""

from functools import cache
from typing import Any

from pydantic_core import SchemaValidator, ValidationError

from manifests.errors import InvalidDocumentError

SHOWN = 20
"""How many of the reasons an error message lists: a broken book has one for every page."""


def checked_manifest(document: dict[str, Any]) -> dict[str, Any]:
    """The same manifest. Raises `InvalidDocumentError` when iiif-prezi3 refuses it."""
    return _checked("Manifest", document)


def checked_collection(document: dict[str, Any]) -> dict[str, Any]:
    """The same collection. Raises `InvalidDocumentError` when iiif-prezi3 refuses it."""
    return _checked("Collection", document)


def prepare() -> None:
    """Load the rules now (half a second) instead of with the first document."""
    for kind in ("Manifest", "Collection"):
        _validator(kind)


def _checked(kind: str, document: dict[str, Any]) -> dict[str, Any]:
    try:
        _validator(kind).validate_python(document)
    except ValidationError as error:
        reasons = [
            f"{'.'.join(str(step) for step in reason['loc'])}: {reason['msg']}"
            for reason in error.errors(include_url=False)[:SHOWN]
        ]
        raise InvalidDocumentError("\n".join(reasons)) from error
    return document


@cache
def _validator(kind: str) -> SchemaValidator:
    """The rules of one of iiif-prezi3's models, without making its objects.

    A model's constructor looks for default values of every object of the document, which takes
    six times as long as its rules do, and we keep none of the objects.
    """
    # Half a second, for which commands that make no document should not wait.
    import iiif_prezi3

    return SchemaValidator(_fields(getattr(iiif_prezi3, kind).__pydantic_core_schema__))


def _fields(schema: Any) -> Any:
    """A core schema in which every model is replaced by its fields."""
    if isinstance(schema, list | tuple):
        return type(schema)(_fields(part) for part in schema)
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") != "model":
        return {name: _fields(part) for name, part in schema.items()}
    named = {"ref": schema["ref"]} if "ref" in schema else {}
    return _fields(schema["schema"]) | named
