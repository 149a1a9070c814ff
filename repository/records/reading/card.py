"""A record as our fields: what every format is read into."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from repository.fields import TYPES, entry_of
from repository.fields.languages import labels
from repository.models.base import LanguageMap
from repository.records.reading.roles import AUTHOR

_MOST_VALUES = 100
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Card:
    """What a record says of a work.

    `format` is its dialect (`MARC 21`, `RUSMARC`, …), `encoding` what its bytes were read as, `key`
    the number it has in the catalogue it comes from. `metadata` are entries as a work keeps them.
    """

    format: str
    label: LanguageMap
    key: str = ""
    encoding: str = "UTF-8"
    summary: LanguageMap | None = None
    rights: str | None = None
    metadata: tuple[dict[str, Any], ...] = ()

    @property
    def title(self) -> str:
        """The first title, "" when there is none."""
        return next((text for texts in self.label.values() for text in texts), "")

    def fields(self) -> dict[str, Any]:
        """The fields as a work is sent to the REST API, without those that it says nothing of."""
        said = {
            "label": self.label,
            "summary": self.summary,
            "rights": self.rights,
            "metadata": [dict(entry) for entry in self.metadata],
        }
        return {name: value for name, value in said.items() if value}

    def said(self, term: str) -> list[str]:
        """All values of one field, in their order."""
        return [
            text
            for entry in self.metadata
            if entry["term"] == term
            for texts in entry["value"].values()
            for text in texts
        ]


@dataclass(slots=True)
class Draft:
    """Collects the fields of a card; empty and repeated values fall away."""

    titles: LanguageMap = field(default_factory=dict)
    summary: LanguageMap = field(default_factory=dict)
    entries: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def title(self, text: str, language: str) -> None:
        """Add a title; a second one in the same language is an alternative title."""
        if language in self.titles and text not in self.titles[language]:
            self.say("alternative", [text], language)
        else:
            _add(self.titles, [text], language)

    def summarise(self, texts: Iterable[str], language: str) -> None:
        """Add to the summary."""
        _add(self.summary, texts, language)

    def say(self, name: str, texts: Iterable[str], language: str = "none", role: str = "") -> None:
        """Add values of a field; people with a role are a line of their own."""
        said = [text for text in texts if text.strip()]
        if said:
            entry = self.entries.setdefault((name, role), entry_of(name, {}, role=role))
            _add(entry["value"], said, language)

    def name(self, text: str, role: str, author: bool) -> None:
        """Add somebody: as author, or as contributor with a role that may not be known."""
        if role == AUTHOR or (author and not role):
            self.say("creator", [text])
        else:
            self.say("contributor", [text], role=role)

    def language(self, codes: Iterable[str]) -> None:
        """Add languages by their codes."""
        for code in codes:
            self.entries[("language", code)] = entry_of("language", labels(code), code=code)

    def kind(self, code: str) -> None:
        """Say the type of the work by its code, where it has one."""
        if code in TYPES:
            value = {language: [text] for language, text in TYPES[code].labels.items()}
            self.entries[("type", code)] = entry_of("type", value, code=code)

    def card(self, form: str, key: str = "", encoding: str = "UTF-8", rights: str = "") -> Card:
        """The finished card."""
        return Card(
            format=form,
            label=self.titles,
            key=key[:200],
            encoding=encoding,
            summary=self.summary or None,
            rights=rights or None,
            metadata=tuple(self.entries.values()),
        )


def _add(values: LanguageMap, texts: Iterable[str], language: str) -> None:
    for text in texts:
        plain = unicodedata.normalize("NFC", " ".join(text.split()))[:_LONGEST]
        there = values.get(language, [])
        if plain and plain not in there and len(there) < _MOST_VALUES:
            values.setdefault(language, []).append(plain)
