"""Descriptions as readers see them: dates in words, equal lines as one, names with their links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from repository.authorities.linking import NO_LINKS, Links, links_of
from repository.descriptions.parts import SITE
from repository.fields import Kind, field_of
from repository.fields.said import say
from repository.models.base import LanguageMap


@dataclass(frozen=True, slots=True)
class Shown:
    """A line: its label, its values, and the page ("" for none) that each of them leads to."""

    label: LanguageMap
    value: LanguageMap
    pages: tuple[str, ...]


def shown(entries: Sequence[Mapping[str, Any]], known: Links = NO_LINKS) -> list[Shown]:
    """The lines of a description.

    Neighbours of one label become one line where they are said in the same languages; otherwise
    a viewer that looks for its reader's language would hide some of them.
    """
    lines: list[Shown] = []
    for line in _lines(entries, known):
        last = lines[-1] if lines else None
        if last and last.label == line.label and last.value.keys() == line.value.keys():
            value = {
                language: [*last.value[language], *line.value[language]] for language in last.value
            }
            lines[-1] = Shown(last.label, value, (*last.pages, *line.pages))
        else:
            lines.append(line)
    return lines


def _lines(entries: Sequence[Mapping[str, Any]], known: Links) -> Iterator[Shown]:
    for entry in entries:
        field = field_of(entry)
        value = dict(entry["value"])
        if field is not None and field.kind == Kind.DATE:
            value = _dated(value)
        most = max((len(texts) for texts in value.values()), default=0)
        page = next((each.page for each in links_of(entry, known) if each.page), "")
        yield Shown(entry["label"], value, (page,) * most)


def _dated(value: LanguageMap) -> LanguageMap:
    """A date in words; a bare year needs none, and what is no EDTF stays."""
    dates = value.get("none", [])
    if value.keys() != {"none"} or len(dates) != 1 or dates[0].isdigit():
        return value
    said = {language: [say(dates[0], language)] for language in SITE}
    return said if said["en"][0] else value
