"""The types of works: a fixed list, each of a type of the DCMI Type Vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkType:
    """A type; `resource` is its word in the list `typeOfResource` of MODS."""

    code: str
    labels: Mapping[str, str]
    dcmi: str
    resource: str


_TEXT = ("Text", "text")
_STILL = ("StillImage", "still image")
_ROWS: tuple[tuple[str, str, str, str, tuple[str, str]], ...] = (
    ("book", "Кітап", "Книга", "Book", _TEXT),
    ("manuscript", "Қолжазба", "Рукопись", "Manuscript", _TEXT),
    ("newspaper", "Газет", "Газета", "Newspaper", _TEXT),
    ("journal", "Журнал", "Журнал", "Journal", _TEXT),
    ("article", "Мақала", "Статья", "Article", _TEXT),
    ("brochure", "Кітапша", "Брошюра", "Pamphlet", _TEXT),
    ("dissertation", "Диссертация", "Диссертация", "Thesis", _TEXT),
    ("archive", "Мұрағат құжаты", "Архивный документ", "Archive document", _TEXT),
    ("letter", "Хат", "Письмо", "Letter", _TEXT),
    ("map", "Карта", "Карта", "Map", ("StillImage", "cartographic")),
    ("atlas", "Атлас", "Атлас", "Atlas", ("StillImage", "cartographic")),
    ("photograph", "Фотосурет", "Фотография", "Photograph", _STILL),
    ("album", "Фотоальбом", "Фотоальбом", "Photograph album", _STILL),
    ("postcard", "Ашықхат", "Открытка", "Postcard", _STILL),
    ("poster", "Плакат", "Плакат", "Poster", _STILL),
    ("drawing", "Сурет", "Рисунок", "Drawing", _STILL),
    ("painting", "Кескіндеме", "Живопись", "Painting", _STILL),
    ("print", "Гравюра", "Гравюра", "Print", _STILL),
    ("music", "Нота", "Ноты", "Printed music", ("Text", "notated music")),
    ("sound", "Дыбыс жазбасы", "Звукозапись", "Sound recording", ("Sound", "sound recording")),
    ("film", "Фильм", "Фильм", "Film", ("MovingImage", "moving image")),
    ("object", "Зат", "Предмет", "Object", ("PhysicalObject", "three dimensional object")),
    ("collection", "Жинақ", "Собрание", "Collection", ("Collection", "mixed material")),
)

TYPES: Mapping[str, WorkType] = {
    code: WorkType(code, {"kk": kk, "ru": ru, "en": en}, *named)
    for code, kk, ru, en, named in _ROWS
}

_FURTHER = {
    "text": "book",
    "image": "photograph",
    "stillimage": "photograph",
    "movingimage": "film",
    "video": "film",
    "видео": "film",
    "audio": "sound",
    "аудио": "sound",
    "дыбыс": "sound",
    "notated music": "music",
    "still image": "photograph",
    "moving image": "film",
    "cartographic": "map",
    "photographs": "photograph",
    "newspapers": "newspaper",
    "books": "book",
    "maps": "map",
}
_OF_WORD = _FURTHER | {
    word.casefold(): known.code
    for known in TYPES.values()
    for word in (known.code, *known.labels.values())
}


def type_of(word: str) -> WorkType | None:
    """The type that a code or a word in any of our languages means."""
    code = _OF_WORD.get(" ".join(word.split()).casefold())
    return TYPES[code] if code else None
