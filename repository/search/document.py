"""What of a work is searched and counted: read from its row, before any word is analysed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from repository.fields import TYPES, code_in, field_of
from repository.fields.languages import labels as language_labels
from repository.fields.languages import normal as language_code
from repository.models import Work
from repository.models.base import LanguageMap
from repository.search.analysis import fold
from repository.search.dates import Years, centuries, years_of
from repository.search.tokens import normal, tokens
from repository.search.words import Words, Zone, words_of

_LONGEST_KEY = 200
_MOST_TEXT = 60_000  # characters of a description that are searched
_MOST_VALUES = 60
_LANGUAGES = ("ru", "kk", "en", "none")


class Facet(StrEnum):
    """What results are counted by. The first two are asked of the catalogue, not of the index."""

    INSTITUTION = "institution"
    COLLECTION = "collection"
    TYPE = "type"
    LANGUAGE = "language"
    CENTURY = "century"
    SUBJECT = "subject"
    PERSON = "person"
    PLACE = "place"
    RIGHTS = "rights"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet."""

    facet: Facet
    key: str
    label: LanguageMap


@dataclass(frozen=True, slots=True)
class Document:
    """A work as it is searched."""

    zones: Mapping[Zone, Words]
    values: tuple[Value, ...]
    years: Years | None
    languages: tuple[str, ...]


_ZONE = {
    "alternative": Zone.TITLE,
    "series": Zone.TITLE,
    "creator": Zone.NAMES,
    "contributor": Zone.NAMES,
    "publisher": Zone.NAMES,
    "person": Zone.NAMES,
    "subject": Zone.SUBJECTS,
    "coverage": Zone.SUBJECTS,
    "place": Zone.SUBJECTS,
}
_FACET = {
    "creator": Facet.PERSON,
    "contributor": Facet.PERSON,
    "person": Facet.PERSON,
    "subject": Facet.SUBJECT,
    "coverage": Facet.PLACE,
    "place": Facet.PLACE,
    "type": Facet.TYPE,
    "language": Facet.LANGUAGE,
}


def document_of(work: Work, contents: Iterable[LanguageMap] = ()) -> Document:
    """What of a work is searched; `contents` are the labels of its sections."""
    texts: dict[Zone, list[tuple[str, str]]] = {zone: [] for zone in Zone}
    texts[Zone.TITLE] += _texts(work.label)
    values: dict[tuple[Facet, str], Value] = {}
    dates: list[str] = []
    for entry in work.metadata_:
        field = field_of(entry)
        name = field.name if field else ""
        texts[_ZONE.get(name, Zone.OTHER)] += _texts(entry["value"])
        if name == "date":
            dates += [text for _, text in _texts(entry["value"])]
        if name in _FACET:
            for value in _values(_FACET[name], entry):
                values.setdefault((value.facet, value.key), value)
    for label in (work.summary, (work.required_statement or {}).get("value"), *contents):
        texts[Zone.OTHER] += _texts(label or {})
    years = _span(dates, work)
    for value in (*_rights(work), *_centuries(years)):
        values[(value.facet, value.key)] = value
    languages = tuple(value.key for value in values.values() if value.facet == Facet.LANGUAGE)
    zones = {zone: _words(found, languages) for zone, found in texts.items()}
    return Document(zones, tuple(values.values())[:_MOST_VALUES], years, languages)


def _texts(label: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [(language, str(text)) for language, texts in label.items() for text in texts]


def _words(texts: Iterable[tuple[str, str]], languages: Sequence[str]) -> Words:
    """The words of texts in several languages, one after another."""
    folds: list[str] = []
    stems: list[str] = []
    exact: list[str] = []
    left = _MOST_TEXT
    for language, text in texts:
        known = [language] if language not in ("none", "und") else languages
        words = words_of(text[:left], known)
        left -= len(text)
        folds += words.fold
        stems += words.stem
        exact += words.exact
        if left <= 0:
            break
    return Words(tuple(folds), tuple(stems), tuple(exact))


def _values(facet: Facet, entry: Mapping[str, Any]) -> Iterator[Value]:
    """The values of an entry; what stands at one place in all its languages is one value."""
    texts: dict[str, list[str]] = {
        language: [str(text).strip() for text in given]
        for language, given in entry["value"].items()
    }
    lengths = {len(given) for given in texts.values()}
    if len(lengths) == 1:
        rows = [
            {language: [given[at]] for language, given in texts.items() if given[at]}
            for at in range(lengths.pop())
        ]
    else:
        rows = [{language: [text]} for language, given in texts.items() for text in given if text]
    for label in filter(None, rows):
        yield _value(facet, entry, label)


def _value(facet: Facet, entry: Mapping[str, Any], label: LanguageMap) -> Value:
    name = next((label[code][0] for code in _LANGUAGES if code in label), None)
    text = name or next(iter(label.values()))[0]
    code = code_in(entry, text)
    if facet == Facet.TYPE and code in TYPES:
        return Value(facet, code, {each: [word] for each, word in TYPES[code].labels.items()})
    if facet == Facet.LANGUAGE and (known := language_code(code)):
        return Value(facet, known[:_LONGEST_KEY], language_labels(known))
    authorities = entry.get("authorities") or []
    if len(authorities) == 1:
        return Value(facet, f"#{authorities[0]}"[:_LONGEST_KEY], label)
    return Value(facet, " ".join(normal(text).split())[:_LONGEST_KEY], label)


def _span(dates: Iterable[str], work: Work) -> Years | None:
    found = [years for years in map(years_of, dates) if years]
    if not found and work.nav_date is not None:
        found = [Years(work.nav_date.year, work.nav_date.year)]
    if not found:
        return None
    return Years(min(each.first for each in found), max(each.last for each in found))


def _rights(work: Work) -> list[Value]:
    key = (work.rights or "none")[:_LONGEST_KEY]
    return [Value(Facet.RIGHTS, key, {"none": [work.rights or ""]})]


def _centuries(years: Years | None) -> list[Value]:
    found = centuries(years) if years else []
    return [Value(Facet.CENTURY, f"{each:02}", {"none": [str(each)]}) for each in found]


def has_text(present: bool) -> Value:
    """Whether a work has a page with a text."""
    key = "yes" if present else "no"
    return Value(Facet.TEXT, key, {"none": [key]})


def folded_words(text: str) -> list[str]:
    """The words of a text in the letters of the skeleton."""
    return [fold(token.word) for token in tokens(text)]


def starts_of(texts: Iterable[str], most: int = 6, longest: int = 60) -> dict[bytes, str]:
    """What completes to a text when it is typed: each of its first words, folded, and the rest."""
    found: dict[bytes, str] = {}
    for text in texts:
        short = " ".join(text.split())[:_LONGEST_KEY]
        words = folded_words(short)
        for at in range(min(len(words), most)):
            found.setdefault(" ".join(words[at:])[:longest].encode(), short)
    return found
