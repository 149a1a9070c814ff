"""A work as a record: plain values that every format is written from."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from repository.models import Institution, Work
from repository.records.terms import term_of

_TAG = re.compile(r"<[^<>]{0,2000}>")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A value with its BCP 47 language, "" when it is not known."""

    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a work; `terms` are elements of Dublin Core, the work's title first."""

    id: str
    address: str
    created: datetime
    modified: datetime
    holder: tuple[Text, ...]
    terms: Mapping[str, Sequence[Text]]

    def all(self, term: str) -> Sequence[Text]:
        """The values of one element."""
        return self.terms.get(term, ())

    def first(self, term: str) -> str:
        """The first value of one element, "" when there is none."""
        return next((text.value for text in self.all(term)), "")


def record_of(work: Work, institution: Institution, public_url: str) -> Record:
    """The record of a work."""
    address = f"{public_url}/works/{work.id}"
    terms: dict[str, list[Text]] = {"title": list(texts(work.label))}
    for entry in work.metadata_:
        terms.setdefault(term_of(entry), []).extend(texts(entry["value"]))
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
    )


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
