"""Problems in words."""

from collections.abc import Sequence
from typing import Any

from manifests.check.problem import Kind, Problem, Subject
from manifests.sentences import SENTENCES

__all__ = ["LANGUAGES", "SENTENCES", "sentence"]

LANGUAGES = ("kk", "ru", "en")

LONGEST = 120
"""Characters of what a document says that a sentence quotes."""

_SUBJECTS: dict[Kind, dict[str, str]] = {
    "work": {"kk": "Шығарма", "ru": "Произведение", "en": "Work"},
    "collection": {"kk": "Жинақ", "ru": "Коллекция", "en": "Collection"},
    "page": {"kk": "Бет", "ru": "Страница", "en": "Page"},
    "section": {"kk": "Бөлім", "ru": "Раздел", "en": "Section"},
}

_PROPERTIES: dict[str, dict[str, str]] = {
    "annotations": {"kk": "түсініктемелер", "ru": "примечания", "en": "notes"},
    "duration": {"kk": "ұзақтығы", "ru": "длительность", "en": "duration"},
    "height": {"kk": "биіктігі", "ru": "высота", "en": "height"},
    "homepage": {"kk": "веб-беті", "ru": "веб-страница", "en": "home page"},
    "id": {"kk": "мекенжайы", "ru": "адрес", "en": "address"},
    "items": {"kk": "мазмұны", "ru": "содержимое", "en": "content"},
    "label": {"kk": "атауы", "ru": "название", "en": "title"},
    "logo": {"kk": "логотип", "ru": "логотип", "en": "logo"},
    "metadata": {"kk": "сипаттама", "ru": "описание", "en": "description"},
    "navDate": {"kk": "күні", "ru": "дата", "en": "date"},
    "navPlace": {"kk": "картадағы орны", "ru": "место на карте", "en": "place on the map"},
    "provider": {"kk": "мекеме", "ru": "учреждение", "en": "institution"},
    "rights": {"kk": "құқықтары", "ru": "права", "en": "rights"},
    "start": {"kk": "алғашқы беті", "ru": "начальная страница", "en": "first page to open"},
    "structures": {"kk": "мазмұн кестесі", "ru": "оглавление", "en": "table of contents"},
    "summary": {"kk": "аңдатпа", "ru": "аннотация", "en": "summary"},
    "thumbnail": {"kk": "кішкене сурет", "ru": "миниатюра", "en": "thumbnail"},
    "type": {"kk": "түрі", "ru": "вид", "en": "type"},
    "viewingDirection": {"kk": "оқу бағыты", "ru": "направление чтения", "en": "direction"},
    "width": {"kk": "ені", "ru": "ширина", "en": "width"},
}


def sentence(problem: Problem, language: str) -> str:
    """What is wrong and where, such as `Page “12v”: There is nothing to choose from.`.

    `language` is one of `LANGUAGES`; any other reads English.
    """
    if language not in LANGUAGES:
        language = "en"
    words = {name: _quoted(value) for name, value in problem.params.items()}
    if known := _PROPERTIES.get(words.get("property", "")):
        words["property"] = known[language]
    said = SENTENCES[problem.code][language].format(**words)
    return f"{_subject(problem.subject, language)}: {said[:1].upper()}{said[1:]}"


def _subject(subject: Subject, language: str) -> str:
    kind = _SUBJECTS[subject.kind][language]
    label = _label(subject, language)
    if not label:
        return kind
    return f"{kind} “{label}”" if language == "en" else f"{kind} «{label}»"


def _label(subject: Subject, language: str) -> str:
    for wanted in (language, *LANGUAGES, "none", *subject.label):
        texts: Any = subject.label.get(wanted)
        if isinstance(texts, Sequence) and texts and isinstance(texts[0], str):
            return _quoted(texts[0])
    return ""


def _quoted(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
