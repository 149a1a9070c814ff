"""The words of covers: files are read far from the site, so they stand in three languages."""

from collections.abc import Mapping
from datetime import datetime

from repository.citations import GostWords, Kind
from repository.clock import now

LANGUAGES = ("kk", "ru", "en")

WORDS: Mapping[str, Mapping[str, str]] = {
    "kk": {
        "library": "Иесі",
        "rights": "Құқықтары",
        "no-rights": "Құқықтары көрсетілмеген: суреттерді пайдаланар алдында кітапханадан сұраңыз.",
        "cite": "Сілтеме жасау",
        "address": "Мекенжайы",
        "made": "Файл жасалған күн",
        "page": "{first}-бет (барлығы {total})",
        "pages": "{first}–{last}-беттер (барлығы {total})",
        "note": "Бұл — оқуға арналған көшірме. Толық сапалы суреттер мен соңғы түзетулер "
        "жоғарыдағы мекенжайда.",
    },
    "ru": {
        "library": "Владелец",
        "rights": "Права",
        "no-rights": "О правах ничего не сказано: прежде чем использовать изображения, спросите "
        "библиотеку.",
        "cite": "Библиографическая ссылка",
        "address": "Адрес",
        "made": "Файл создан",
        "page": "Страница {first} из {total}",
        "pages": "Страницы {first}–{last} из {total}",
        "note": "Это копия для чтения. Изображения в полном качестве и последние исправления — по "
        "указанному адресу.",
    },
    "en": {
        "library": "Owner",
        "rights": "Rights",
        "no-rights": "Nothing is said about the rights: ask the library before you reuse these "
        "pictures.",
        "cite": "Cite as",
        "address": "Address",
        "made": "File made on",
        "page": "Page {first} of {total}",
        "pages": "Pages {first}–{last} of {total}",
        "note": "This is a copy for reading. The pictures in full quality and the latest "
        "corrections are at the address above.",
    },
}

_ACCESSED = {"kk": "қаралған күні: {day}", "ru": "дата обращения: {day}", "en": "accessed: {day}"}
_OTHERS = {"kk": "және т. б.", "ru": "и др.", "en": "et al."}
_MEDIUM: Mapping[Kind, Mapping[str, str]] = {
    Kind.IMAGE: {
        "kk": "Сурет : электрондық",
        "ru": "Изображение : электронное",
        "en": "Image : electronic",
    },
    Kind.VIDEO: {
        "kk": "Видео : электрондық",
        "ru": "Видео : электронное",
        "en": "Video : electronic",
    },
}
_TEXT = {"kk": "Мәтін : электрондық", "ru": "Текст : электронный", "en": "Text : electronic"}

_RIGHTS: Mapping[str, Mapping[str, str]] = {
    "publicdomain/mark": {"kk": "Қоғамдық игілік", "ru": "Общественное достояние",
        "en": "Public domain"},
    "publicdomain/zero": {"kk": "CC0: құқықтар сақталмаған", "ru": "CC0: права не сохранены",
        "en": "CC0: no rights reserved"},
    "vocab/InC-EDU": {
        "kk": "Авторлық құқықпен қорғалған, оқу мақсатында пайдалануға болады",
        "ru": "Охраняется авторским правом, можно использовать в образовании",
        "en": "In copyright, use in education permitted",
    },
    "vocab/InC": {"kk": "Авторлық құқықпен қорғалған", "ru": "Охраняется авторским правом",
        "en": "In copyright"},
    "vocab/NoC-NC": {
        "kk": "Авторлық құқықпен қорғалмаған, тек коммерциялық емес мақсатта",
        "ru": "Не охраняется авторским правом, только некоммерческое использование",
        "en": "No copyright, not for profit only",
    },
    "vocab/NKC": {"kk": "Авторлық құқық белгісіз", "ru": "Сведений об авторском праве нет",
        "en": "No known copyright"},
    "vocab/CNE": {"kk": "Авторлық құқық бағаланбаған", "ru": "Авторское право не оценено",
        "en": "Copyright not evaluated"},
    "vocab/UND": {"kk": "Авторлық құқық анықталмаған", "ru": "Авторское право не определено",
        "en": "Copyright undetermined"},
}  # fmt: skip


def gost_words(kind: Kind, language: str, day: datetime | None = None) -> GostWords:
    """The words of a citation, as accessed today unless another day is given."""
    written = (day or now()).strftime("%d.%m.%Y")
    accessed = _ACCESSED[language].format(day=written)
    return GostWords(accessed, _MEDIUM.get(kind, {}).get(language, _TEXT[language]),
        _OTHERS[language])  # fmt: skip


def rights_name(address: str, language: str) -> str:
    """What a statement of rights is called, "" when its address alone has to do."""
    known = next((names for mark, names in _RIGHTS.items() if f"/{mark}/" in address), None)
    if known:
        return known[language]
    if "creativecommons.org/licenses/" in address:
        kind, _, version = address.rstrip("/").partition("/licenses/")[2].partition("/")
        return f"CC {kind.upper()} {version}"[:60]
    return ""
