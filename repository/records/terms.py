"""Which of the fifteen elements of Dublin Core a line of a description is."""

from collections.abc import Mapping
from typing import Any

TERMS = frozenset(
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

_LABELS: Mapping[str, tuple[str, ...]] = {
    "contributor": ("contributor", "editor", "translator", "редактор", "переводчик", "құрастырушы"),
    "coverage": ("coverage", "place", "место", "орны", "территория", "аумағы"),
    "creator": ("author", "creator", "artist", "photographer", "автор", "авторы", "фотограф"),
    "date": ("date", "year", "published", "created", "дата", "год", "жылы", "күні", "год издания"),
    "format": ("extent", "pages", "format", "объем", "объём", "көлемі", "формат"),
    "identifier": ("identifier", "shelf mark", "shelfmark", "isbn", "шифр", "идентификатор"),
    "language": ("language", "languages", "язык", "языки", "тілі", "тіл"),
    "publisher": ("publisher", "издатель", "издательство", "баспасы", "баспа"),
    "relation": ("series", "relation", "серия", "сериясы"),
    "source": ("source", "источник", "дереккөз"),
    "subject": ("subject", "subjects", "keywords", "topic", "тема", "предмет", "тақырып"),
    "title": ("title", "alternative title", "заглавие", "название", "атауы", "тақырыбы"),
    "type": ("type", "genre", "тип", "жанр", "вид", "түрі"),
}
_TERM_OF = {label: term for term, labels in _LABELS.items() for label in labels}


def term_of(entry: Mapping[str, Any]) -> str:
    """The element that an entry of a description is, by its `term` or else by its label.

    A line that is none of them is a `description`.
    """
    given = entry.get("term")
    if given in TERMS:
        return str(given)
    for texts in entry["label"].values():
        for text in texts:
            if term := _TERM_OF.get(text.strip().casefold()):
                return term
    return "description"
