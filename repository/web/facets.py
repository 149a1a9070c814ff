"""The panels beside the results: what they can be narrowed by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from repository.search.asking import pairs_of, query_of, toggled
from repository.search.document import Facet
from repository.search.facets import Count
from repository.search.results import Asked, Results
from repository.web import labels, rights
from repository.web.context import language
from repository.web.words import gettext as _

_AT_ONCE = 7
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ORDER = (
    Facet.TYPE,
    Facet.LANGUAGE,
    Facet.CENTURY,
    Facet.COLLECTION,
    Facet.INSTITUTION,
    Facet.PERSON,
    Facet.SUBJECT,
    Facet.PLACE,
    Facet.TEXT,
    Facet.RIGHTS,
)


@dataclass(frozen=True, slots=True)
class Option:
    """A value to narrow by; `address` takes it, or lets it go when it is chosen."""

    name: Markup
    works: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A facet: `options` are shown at once, `more` on demand, `hidden` are further ones."""

    key: str
    name: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    hidden: int


def panels_of(found: Results, asked: Asked) -> list[Panel]:
    """A panel for each facet that can narrow what was found."""
    return [_panel(found, asked, facet) for facet in _ORDER if _is_useful(found, asked, facet)]


def panel_name(facet: Facet) -> str:
    """What a facet is called."""
    return {
        Facet.INSTITUTION: _("Library"),
        Facet.COLLECTION: _("Collection"),
        Facet.TYPE: _("Type"),
        Facet.LANGUAGE: _("Language"),
        Facet.CENTURY: _("Century"),
        Facet.SUBJECT: _("Subject"),
        Facet.PERSON: _("Person"),
        Facet.PLACE: _("Place"),
        Facet.RIGHTS: _("Rights"),
        Facet.TEXT: _("Text"),
    }[facet]


def name_of(facet: Facet, key: str, label: Mapping[str, Sequence[str]]) -> Markup:
    """What a value is called in the reader's language."""
    if facet == Facet.CENTURY and key.isdecimal():
        return escape(_century(int(key)))
    if facet == Facet.RIGHTS:
        return escape(rights.name_of(key) if key != "none" else _("Not stated"))
    if facet == Facet.TEXT:
        return escape(_("Searchable text") if key == "yes" else _("Pictures only"))
    name = labels.marked(label, language())
    return name[:1].upper() + name[1:] if facet == Facet.LANGUAGE and "<" not in name else name


def _is_useful(found: Results, asked: Asked, facet: Facet) -> bool:
    counts = found.facets.get(facet)
    if counts is None:
        return False
    # One value that all have narrows nothing.
    return facet in asked.chosen or counts.total > 1 or counts.values[0].works < found.total


def _panel(found: Results, asked: Asked, facet: Facet) -> Panel:
    counts = found.facets[facet]
    chosen = [value for value in counts.values if value.chosen]
    others = [value for value in counts.values if not value.chosen]
    first = others if facet == Facet.CENTURY else others[: max(0, _AT_ONCE - len(chosen))]
    if facet == Facet.CENTURY:
        chosen, first = [], list(counts.values)
    rest = others[len(first) :]
    return Panel(
        key=facet.value,
        name=panel_name(facet),
        options=tuple(_option(asked, facet, value) for value in (*chosen, *first)),
        more=tuple(_option(asked, facet, value) for value in rest),
        hidden=counts.total - len(counts.values),
    )


def _option(asked: Asked, facet: Facet, value: Count) -> Option:
    changed = replace(asked, chosen=toggled(asked.chosen, facet, value.key))
    return Option(
        name=name_of(facet, value.key, value.label),
        works=value.works,
        chosen=value.chosen,
        address=query_of(pairs_of(changed)) or "?",
    )


def _century(number: int) -> str:
    if language() == "en":
        return _("%(ordinal)s century") % {"ordinal": _ordinal(number)}
    return _("%(roman)s century") % {"roman": _roman(number)}


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        found += letters * (number // value)
        number %= value
    return found
