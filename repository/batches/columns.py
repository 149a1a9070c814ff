"""What the columns of a list are: by their headings in Kazakh, Russian or English."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from repository.fields import FIELDS

FILE, RECORD, TITLE, SUMMARY, RIGHTS, COLLECTION = (
    "file", "record", "title", "summary", "rights", "collection",
)  # fmt: skip
_NUMBER = "number"

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    FILE: (
        "file", "files", "folder", "path", "pdf", "scan", "scans", "file or folder", "filename",
        "файл", "файлы", "папка", "путь", "имя файла", "файл или папка", "скан", "сканы",
        "бума", "файл немесе бума", "файлдар", "файл атауы", "қалта",
    ),
    RECORD: ("record", "marc", "запись", "файл записи", "marc-запись", "жазба", "жазба файлы"),
    TITLE: ("title", "label", "name", "заглавие", "название", "наименование", "атауы", "аты",
            "тақырыбы"),
    SUMMARY: ("summary", "description", "abstract", "аннотация", "описание", "реферат",
              "сипаттама", "сипаттамасы", "аңдатпа", "мазмұндама"),
    RIGHTS: ("rights", "license", "licence", "права", "лицензия", "статус прав", "құқық",
             "құқықтар", "құқығы", "лицензиясы"),
    COLLECTION: ("collection", "коллекция", "топтама", "жинақ", "коллекциясы"),
    _NUMBER: ("number", "no", "no.", "nr", "n", "#", "№", "п/п", "№ п/п", "р/с", "№ р/с", "р/н"),
}  # fmt: skip
_OF_HEADING = {
    text.casefold(): field.name
    for field in reversed(tuple(FIELDS.values()))
    for text in (field.name, *field.words, *field.labels.values())
} | {text: name for name, texts in _HEADINGS.items() for text in texts}

_LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "kk": ("kk", "kaz", "kz", "каз", "қаз", "казахский", "қазақша", "на казахском", "kazakh"),
    "ru": ("ru", "rus", "рус", "орыс", "русский", "орысша", "на русском", "russian"),
    "en": ("en", "eng", "анг", "англ", "ағыл", "английский", "ағылшынша", "на английском",
           "english"),
}  # fmt: skip
_OF_LANGUAGE = {word: code for code, words in _LANGUAGES.items() for word in words}
# title (kk), title_kk, title.kk, title [kk], title: kk, title kk
_IN = re.compile(r"^(.*?)[\s_.:,/-]*[(\[]?\s*([^\s()\[\]_.:,/]+(?: [^\s()\[\]]+)?)\s*[)\]]?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands from 0, its heading as written, what it is and in which language.

    `name` is a field of `repository.fields`, or one of the names above; `language` is "none"
    where the heading does not say.
    """

    place: int
    heading: str
    name: str
    language: str = "none"


def columns_of(headings: Sequence[str]) -> tuple[list[Column], list[str]]:
    """The columns that are known, and the headings that are not; empty ones are left out."""
    known: list[Column] = []
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        if not heading.strip():
            continue
        found = _column(place, heading)
        if found is None:
            unknown.append(heading)
        elif found.name != _NUMBER:
            known.append(found)
    return known, unknown


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows has the headings: the first that names files or a title."""
    for number, cells in enumerate(rows[:20]):
        names = {column.name for column in columns_of(cells)[0]}
        if FILE in names or (TITLE in names and len(names) > 1):
            return number
    return None


def _column(place: int, heading: str) -> Column | None:
    text = " ".join(heading.replace("\n", " ").split()).casefold().strip(" *:")
    if name := _OF_HEADING.get(text) or _OF_HEADING.get(text.replace("_", " ")):
        return Column(place, heading, name)
    found = _IN.match(text)
    if found and (language := _OF_LANGUAGE.get(found[2])):
        start = found[1].strip(" ([_.:,/-")
        if name := _OF_HEADING.get(start) or _OF_HEADING.get(start.replace("_", " ")):
            return Column(place, heading, name, language)
    return None
