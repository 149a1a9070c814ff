"""Ids of authorities elsewhere: VIAF, Wikidata, GeoNames."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from repository.models import Authority


@dataclass(frozen=True, slots=True)
class Register:
    """A register of names: what its ids look like, alone or in an address, and where they lead.

    `uri` is the name of the thing for machines, `page` what people read.
    """

    label: str
    pattern: re.Pattern[str]
    uri: str
    page: str
    example: str


REGISTERS: Mapping[str, Register] = {
    "wikidata": Register(
        "Wikidata",
        re.compile(r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d{0,14})"),
        "http://www.wikidata.org/entity/{0}",
        "https://www.wikidata.org/wiki/{0}",
        "Q123456",
    ),
    "viaf": Register(
        "VIAF",
        re.compile(r"(?:https?://(?:www\.)?viaf\.org/viaf/)?([1-9]\d{0,22})(?:/.{0,100})?"),
        "http://viaf.org/viaf/{0}",
        "https://viaf.org/viaf/{0}",
        "12345678",
    ),
    "geonames": Register(
        "GeoNames",
        re.compile(
            r"(?:https?://(?:www\.|sws\.)?geonames\.org/)?([1-9]\d{0,11})(?:/[^/\s]{0,100})?/?"
        ),
        "https://sws.geonames.org/{0}/",
        "https://www.geonames.org/{0}",
        "1526384",
    ),
}


def bare_id(register: str, text: str) -> str | None:
    """The id in what was typed or pasted: itself, or an address; None for what is neither."""
    found = REGISTERS[register].pattern.fullmatch(text.strip())
    return found[1] if found else None


def links(authority: Authority) -> list[tuple[str, str, str]]:
    """(label, URI, page) in each register that knows the authority, the best known first."""
    return [
        (known.label, known.uri.format(each), known.page.format(each))
        for name, known in REGISTERS.items()
        if (each := getattr(authority, name))
    ]
