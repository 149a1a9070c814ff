"""A work as a record: plain values that every format is written from."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from repository.authorities.linking import NO_LINKS, Linked, Links, links_of
from repository.fields import code_in, element_of, field_of
from repository.models import Institution, Work

_TAG = re.compile(r"<[^<>]{0,2000}>")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A value with its BCP 47 language, "" when it is not known.

    `code` is that of a language or of a type, `role` what a person did (a MARC relator),
    `links` say where the person, place or subject is known elsewhere.
    """

    value: str
    language: str = ""
    code: str = ""
    role: str = ""
    links: tuple[Linked, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a work.

    `terms` are elements of Dublin Core, the work's title first; `fields` are the same values by
    the fields of a description, as far as an entry is one.
    """

    id: str
    address: str
    created: datetime
    modified: datetime
    holder: tuple[Text, ...]
    terms: Mapping[str, Sequence[Text]]
    fields: Mapping[str, Sequence[Text]]

    def all(self, term: str) -> Sequence[Text]:
        """The values of one element."""
        return self.terms.get(term, ())

    def field(self, name: str) -> Sequence[Text]:
        """The values of one field."""
        return self.fields.get(name, ())

    def rest(self, term: str, *names: str) -> list[Text]:
        """The values of one element without those of some fields."""
        left = [text for name in names for text in self.field(name)]
        return [text for text in self.all(term) if not any(text is other for other in left)]

    def first(self, term: str) -> str:
        """The first value of one element, "" when there is none."""
        return next((text.value for text in self.all(term)), "")


def record_of(
    work: Work, institution: Institution, public_url: str, known: Links = NO_LINKS
) -> Record:
    """The record of a work; `known` are the links of the authorities that it names."""
    address = f"{public_url}/works/{work.id}"
    terms: dict[str, list[Text]] = {"title": list(texts(work.label))}
    fields: dict[str, list[Text]] = {}
    for entry in work.metadata_:
        said = list(_said(entry, known))
        terms.setdefault(element_of(entry), []).extend(said)
        if field := field_of(entry):
            fields.setdefault(field.name, []).extend(said)
    terms.setdefault("description", []).extend(texts(work.summary or {}))
    terms.setdefault("identifier", []).append(Text(address))
    if work.rights:
        terms.setdefault("rights", []).append(Text(work.rights))
    return Record(
        id=work.id,
        address=address,
        created=work.created,
        modified=work.modified,
        holder=tuple(texts(institution.label)),
        terms=terms,
        fields=fields,
    )


def _said(entry: Mapping[str, Any], known: Links) -> Iterator[Text]:
    linked = tuple(links_of(entry, known))
    for text in texts(entry["value"]):
        code = code_in(entry, text.value)
        yield replace(text, code=code, role=entry.get("role") or "", links=linked)


def texts(label: Mapping[str, Sequence[str]]) -> Iterator[Text]:
    """The texts of a language map as XML can hold them: without markup and control characters."""
    for language, values in label.items():
        for value in values:
            if plain := plain_text(value):
                yield Text(plain, "" if language == "none" else language)


def plain_text(value: str) -> str:
    """A text without HTML and without what XML forbids."""
    bare = html.unescape(_TAG.sub("", value)) if value.strip().startswith("<") else value
    return _NO_XML.sub("", bare).strip()
