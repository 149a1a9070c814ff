"""Authorities as they are sent."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from repository.authorities.identifiers import REGISTERS, bare_id
from repository.fields.dates import understand
from repository.models import AuthorityKind
from repository.schemas.values import Id, LanguageMap, Sent, Text


def _id_in(register: str) -> AfterValidator:
    def check(value: str) -> str:
        found = bare_id(register, value)
        if found is None:
            example = REGISTERS[register].example
            raise ValueError(f"is no id of {REGISTERS[register].label}, such as {example}")
        return found

    return AfterValidator(check)


def _date(value: str) -> str:
    found = understand(value)
    if value and not found:
        raise ValueError("is no date in EDTF, such as 1845/1904")
    return found


_Pasted = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Viaf = Annotated[_Pasted, _id_in("viaf")]
Wikidata = Annotated[_Pasted, _id_in("wikidata")]
Geonames = Annotated[_Pasted, _id_in("geonames")]
Dates = Annotated[str, StringConstraints(max_length=100), AfterValidator(_date)]


class AuthorityChange(Sent):
    """A change of an authority: fields that are left out stay as they are."""

    label: LanguageMap = Field(default_factory=dict)
    variants: Annotated[list[Text], Field(max_length=100)] = Field(default_factory=list)
    dates: Dates = ""
    note: LanguageMap | None = None
    viaf: Viaf | None = None
    wikidata: Wikidata | None = None
    geonames: Geonames | None = None


class AuthorityIn(AuthorityChange):
    """A new authority."""

    kind: AuthorityKind
    label: LanguageMap


class MergeIn(Sent):
    """The authority that another one is merged into."""

    into: Id
