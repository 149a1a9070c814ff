"""The fields of a description, and the lists that some of them are filled from."""

from typing import Any

import pytest

from repository.fields import ELEMENTS, FIELDS, ROLES, TYPES, element_of, field_of, type_of
from repository.fields.languages import code_of, is_known, labels, marc_code, normal


def entry(label: str, term: str | None = None) -> dict[str, Any]:
    said: dict[str, Any] = {"label": {"none": [label]}, "value": {"none": ["x"]}}
    return said | ({"term": term} if term else {})


def test_every_field_is_called_something_in_three_languages() -> None:
    labelled = [field.labels for field in FIELDS.values()]
    labelled += [known.labels for known in TYPES.values()]
    for names in (*labelled, *ROLES.values()):
        assert all(names[language] for language in ("kk", "ru", "en"))
    assert {field.element for field in FIELDS.values()} <= ELEMENTS


@pytest.mark.parametrize(
    ("said", "field", "element"),
    [
        (entry("Автор"), "creator", "creator"),
        (entry("Whatever", "person"), "person", "subject"),
        (entry("Шифр", "identifier"), "shelfmark", "identifier"),
        (entry("Место издания", "coverage"), "place", "publisher"),
        (entry("Place", "coverage"), "coverage", "coverage"),
        (entry("Title", "title"), "alternative", "title"),
        (entry("Licence", "rights"), "usage", "rights"),
        (entry("Bound by", "contributor"), "contributor", "contributor"),
        (entry("жылы"), "date", "date"),
    ],
)
def test_entries_are_known_by_term_or_label(said: dict[str, Any], field: str, element: str) -> None:
    found = field_of(said)
    assert found is not None
    assert (found.name, element_of(said)) == (field, element)


def test_an_entry_of_another_kind_is_a_description() -> None:
    assert field_of(entry("Переплёт")) is None
    assert element_of(entry("Переплёт")) == "description"


def test_languages_by_every_code_and_name() -> None:
    for word in ("kk", "kaz", "Kazakh", "қазақ тілі", "қазақ", "казахский язык"):
        assert code_of(word) == "kk", word
    assert (normal("ger"), normal("zh-Hant"), normal("no such")) == ("de", "zh-Hant", "")
    assert labels("chg") == {"kk": ["шағатай тілі"], "ru": ["чагатайский"], "en": ["Chagatai"]}
    assert [marc_code(code) for code in ("kk", "de", "zh", "ar", "ota", "xx")] == [
        "kaz",
        "ger",
        "chi",
        "ara",
        "ota",
        "und",
    ]
    assert is_known("ota")
    assert not is_known("xx")


def test_types_by_code_and_word() -> None:
    for word in ("photograph", "Фотография", "фотосурет", "still image"):
        found = type_of(word)
        assert found is not None
        assert (found.code, found.dcmi) == ("photograph", "StillImage")
    assert type_of("бересклет") is None
