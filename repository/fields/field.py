"""The fields of a description: what a librarian expects to say of a work."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a field holds; `rights` and `link` are no fields, but columns of a work."""

    TEXT = "text"
    NAME = "name"
    PLACE = "place"
    SUBJECT = "subject"
    DATE = "date"
    LANGUAGE = "language"
    TYPE = "type"
    RIGHTS = "rights"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Field:
    """A field; its `name` is the `term` of an entry, `element` its element of Dublin Core.

    `labels` are what the entry is called in kk, ru and en; `words` are further labels by which
    entries without a term are known.
    """

    name: str
    element: str
    kind: Kind
    labels: Mapping[str, str]
    words: tuple[str, ...] = ()
    repeatable: bool = True

    @property
    def label(self) -> dict[str, list[str]]:
        """The labels as a language map."""
        return {language: [text] for language, text in self.labels.items()}


def _field(
    name: str,
    element: str,
    kind: Kind,
    labels: tuple[str, str, str],
    words: tuple[str, ...] = (),
    repeatable: bool = True,
) -> Field:
    named = dict(zip(("kk", "ru", "en"), labels, strict=True))
    return Field(name, element, kind, named, words, repeatable)


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        _field(
            "alternative",
            "title",
            Kind.TEXT,
            ("Басқа атауы", "Другое заглавие", "Alternative title"),
            ("title", "заглавие", "название", "атауы", "тақырыбы"),
        ),
        _field(
            "creator",
            "creator",
            Kind.NAME,
            ("Авторы", "Автор", "Author"),
            ("creator", "artist", "photographer", "фотограф"),
        ),
        _field(
            "contributor",
            "contributor",
            Kind.NAME,
            ("Қатысушы", "Участник", "Contributor"),
            ("editor", "translator", "редактор", "переводчик", "құрастырушы"),
        ),
        _field(
            "date",
            "date",
            Kind.DATE,
            ("Күні", "Дата", "Date"),
            ("year", "published", "created", "год", "жылы", "год издания"),
            repeatable=False,
        ),
        _field(
            "place",
            "publisher",
            Kind.PLACE,
            ("Басып шығарылған жері", "Место издания", "Place of publication"),
            ("шыққан жері",),
        ),
        _field(
            "publisher",
            "publisher",
            Kind.NAME,
            ("Баспасы", "Издательство", "Publisher"),
            ("издатель", "баспа"),
        ),
        _field("edition", "description", Kind.TEXT, ("Басылымы", "Издание", "Edition")),
        _field(
            "language",
            "language",
            Kind.LANGUAGE,
            ("Тілі", "Язык", "Language"),
            ("languages", "языки", "тіл"),
        ),
        _field(
            "type",
            "type",
            Kind.TYPE,
            ("Түрі", "Вид", "Type"),
            ("genre", "тип", "жанр"),
        ),
        _field(
            "subject",
            "subject",
            Kind.SUBJECT,
            ("Тақырып", "Тема", "Subject"),
            ("subjects", "keywords", "topic", "предмет"),
        ),
        _field("person", "subject", Kind.NAME, ("Тұлға", "Персоналия", "Person")),
        _field(
            "coverage",
            "coverage",
            Kind.PLACE,
            ("Орны", "Место", "Place"),
            ("coverage", "территория", "аумағы"),
        ),
        _field(
            "classification",
            "subject",
            Kind.TEXT,
            ("Жіктеу индексі", "Индекс классификации", "Classification"),
            ("udc", "удк", "әож", "ббк", "кбк"),
        ),
        _field(
            "shelfmark",
            "identifier",
            Kind.TEXT,
            ("Шифрі", "Шифр", "Shelf mark"),
            ("shelfmark", "шифр хранения"),
        ),
        _field(
            "identifier",
            "identifier",
            Kind.TEXT,
            ("Сәйкестендіргіші", "Идентификатор", "Identifier"),
            ("isbn", "issn"),
        ),
        _field(
            "extent",
            "format",
            Kind.TEXT,
            ("Көлемі", "Объём", "Extent"),
            ("pages", "format", "объем", "формат"),
            repeatable=False,
        ),
        _field(
            "series", "relation", Kind.TEXT, ("Сериясы", "Серия", "Series"), ("relation", "серия")
        ),
        _field("source", "source", Kind.TEXT, ("Дереккөз", "Источник", "Source")),
        _field("note", "description", Kind.TEXT, ("Ескертпе", "Примечание", "Note")),
        _field(
            "usage",
            "rights",
            Kind.TEXT,
            ("Пайдалану шарттары", "Условия использования", "Terms of use"),
        ),
    )
}

ELEMENTS = frozenset(
    {
        "contributor",
        "coverage",
        "creator",
        "date",
        "description",
        "format",
        "identifier",
        "language",
        "publisher",
        "relation",
        "rights",
        "source",
        "subject",
        "title",
        "type",
    }
)
"""The fifteen elements of Dublin Core."""

_OF_ELEMENT = {
    "title": "alternative",
    "format": "extent",
    "relation": "series",
    "rights": "usage",
    "description": "note",
}
# How the place of publication was kept before it had a field.
_FORMERLY = {"place": "coverage"}
TERMS = tuple(sorted({*FIELDS, *ELEMENTS}))
"""What the `term` of an entry may be: a field, or an element that stands for one."""


def terms_of(name: str) -> list[str]:
    """The terms that lead to a field."""
    return [term for term in TERMS if _OF_ELEMENT.get(term, term) == name]


_OF_LABEL = {
    text.casefold(): field
    for field in reversed(tuple(FIELDS.values()))
    for text in (*field.labels.values(), *field.words)
}


def field_of(entry: Mapping[str, Any]) -> Field | None:
    """The field that an entry of a description is, by its `term` or else by its label.

    Where the term is an element of Dublin Core that several fields share, the label decides.
    """
    term = entry.get("term")
    named = field_labelled(entry["label"])
    if not isinstance(term, str) or term not in TERMS:
        return named
    if named is not None and term in (named.element, _FORMERLY.get(named.name)):
        return named
    return FIELDS[_OF_ELEMENT.get(term, term)]


def field_labelled(label: Mapping[str, Any]) -> Field | None:
    """The field that one of the texts of a label names, in any of our languages."""
    texts = (text for texts in label.values() for text in texts)
    found = (_OF_LABEL.get(str(text).strip().casefold()) for text in texts)
    return next((field for field in found if field is not None), None)


def element_of(entry: Mapping[str, Any]) -> str:
    """The element of Dublin Core that an entry is; `description` when it is none of our fields."""
    if entry.get("term") in ELEMENTS and entry["term"] not in FIELDS:
        return str(entry["term"])
    field = field_of(entry)
    return field.element if field else "description"


def entry_of(
    name: str, value: Mapping[str, list[str]], code: str = "", role: str = ""
) -> dict[str, Any]:
    """An entry as it is kept, under the labels of its field."""
    entry: dict[str, Any] = {"label": FIELDS[name].label, "value": dict(value), "term": name}
    if code:
        entry["code"] = code
    if role:
        entry["role"] = role
    return entry
