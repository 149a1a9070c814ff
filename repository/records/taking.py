"""Taking over what a catalogue record says into the description of a work."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from repository.fields import FIELDS
from repository.models import Work
from repository.models.base import LanguageMap
from repository.records.reading import Card

TITLE, SUMMARY, RIGHTS = "title", "summary", "rights"
_LABELS: Mapping[str, LanguageMap] = {
    TITLE: {"kk": ["Атауы"], "ru": ["Заглавие"], "en": ["Title"]},
    SUMMARY: {"kk": ["Аңдатпа"], "ru": ["Аннотация"], "en": ["Summary"]},
    RIGHTS: {"kk": ["Құқықтар"], "ru": ["Права"], "en": ["Rights"]},
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A field that a record would fill: what it says, and what stands in the work now.

    `said` and `there` are values with their language, "none" where that is not known.
    """

    name: str
    label: LanguageMap
    said: tuple[tuple[str, str], ...]
    there: tuple[tuple[str, str], ...]

    @property
    def is_same(self) -> bool:
        """Whether the work says all of it already."""
        return {text for _, text in self.said} <= {text for _, text in self.there}

    @property
    def fills(self) -> bool:
        """Whether it stands where nothing is, or only the name of a folder."""
        unnamed = all(language == "none" for language, _ in self.there)
        return not self.there or (self.name == TITLE and unnamed)


def offers(work: Work, card: Card) -> list[Offer]:
    """What a record would fill, in the order in which forms show it."""
    said: dict[str, tuple[tuple[str, str], ...]] = {
        TITLE: _values([card.label]),
        SUMMARY: _values([card.summary or {}]),
        RIGHTS: _values([{"none": [card.rights]} if card.rights else {}]),
    }
    there = {
        TITLE: _values([work.label]),
        SUMMARY: _values([work.summary or {}]),
        RIGHTS: _values([{"none": [work.rights]} if work.rights else {}]),
    }
    for name in FIELDS:
        said[name] = _values([e["value"] for e in card.metadata if e["term"] == name])
        there[name] = _values([e["value"] for e in work.metadata_ if e.get("term") == name])
    return [
        Offer(name, _LABELS.get(name) or FIELDS[name].label, said[name], there[name])
        for name in said
        if said[name]
    ]


def take_over(work: Work, card: Card, names: Collection[str] | None = None) -> None:
    """Put what a record says into the fields with these names, all without them.

    A field that is taken is replaced; those that the record says nothing of stay.
    """
    wanted = {offer.name for offer in offers(work, card)}
    if names is not None:
        wanted &= set(names)
    if TITLE in wanted:
        # What a folder was called is no title once there is one.
        kept = {code: texts for code, texts in work.label.items() if code != "none"}
        work.label = kept | card.label
    if SUMMARY in wanted:
        work.summary = (work.summary or {}) | (card.summary or {})
    if RIGHTS in wanted:
        work.rights = card.rights
    fields = wanted & FIELDS.keys()
    stay = [entry for entry in work.metadata_ if entry.get("term") not in fields]
    come = [dict(entry) for entry in card.metadata if entry["term"] in fields]
    work.metadata_ = [*stay, *come] if fields else work.metadata_


def _values(maps: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (language, text) for said in maps for language, texts in said.items() for text in texts
    )
