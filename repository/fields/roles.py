"""What people did for a work, by the codes of the MARC relators (id.loc.gov)."""

from collections.abc import Mapping

_LABELS = {
    "aut": ("Авторы", "Автор", "Author"),
    "edt": ("Редакторы", "Редактор", "Editor"),
    "com": ("Құрастырушы", "Составитель", "Compiler"),
    "trl": ("Аудармашы", "Переводчик", "Translator"),
    "ill": ("Суретшісі", "Иллюстратор", "Illustrator"),
    "art": ("Суретші", "Художник", "Artist"),
    "pht": ("Фотограф", "Фотограф", "Photographer"),
    "ctg": ("Картограф", "Картограф", "Cartographer"),
    "scr": ("Көшіруші", "Переписчик", "Scribe"),
    "cll": ("Каллиграф", "Каллиграф", "Calligrapher"),
    "egr": ("Гравюрашы", "Гравёр", "Engraver"),
    "prt": ("Баспахана", "Типография", "Printer"),
    "aui": ("Алғысөз авторы", "Автор предисловия", "Author of introduction"),
    "win": ("Алғысөз жазған", "Автор вступительной статьи", "Writer of introduction"),
    "ann": ("Түсініктеме авторы", "Автор комментариев", "Annotator"),
    "cmp": ("Композитор", "Композитор", "Composer"),
    "prf": ("Орындаушы", "Исполнитель", "Performer"),
    "nrt": ("Оқыған", "Чтец", "Narrator"),
    "drt": ("Режиссёр", "Режиссёр", "Director"),
    "cng": ("Оператор", "Оператор", "Cinematographer"),
    "ive": ("Сұхбат беруші", "Интервьюируемый", "Interviewee"),
    "ivr": ("Сұхбат алушы", "Интервьюер", "Interviewer"),
    "col": ("Жинаушы", "Собиратель", "Collector"),
    "fmo": ("Бұрынғы иесі", "Прежний владелец", "Former owner"),
    "dnr": ("Сыйға тартушы", "Даритель", "Donor"),
    "dte": ("Арналған адам", "Адресат посвящения", "Dedicatee"),
    "rcp": ("Алушы", "Адресат", "Addressee"),
    "isb": ("Шығарушы ұйым", "Издающая организация", "Issuing body"),
}

ROLES: Mapping[str, Mapping[str, str]] = {
    code: dict(zip(("kk", "ru", "en"), labels, strict=True)) for code, labels in _LABELS.items()
}
"""The roles that a contributor may have, with their names in kk, ru and en."""
