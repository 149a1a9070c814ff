"""What changed from one version of a work to the next, and what cannot be changed."""

from collections.abc import Mapping

_FIELDS = {
    "label": ("Атауы", "Название", "Title"),
    "summary": ("Аңдатпа", "Аннотация", "Summary"),
    "required-statement": ("Міндетті мәтін", "Обязательный текст", "Required statement"),
    "rights": ("Құқықтар", "Права", "Rights"),
    "homepages": ("Сайттағы беттері", "Страницы на сайтах", "Home pages"),
    "see-also": ("Басқа сипаттамалар", "Другие описания", "Other descriptions"),
    "renderings": ("Жүктеп алуға", "Для скачивания", "Downloads"),
    "nav-date": ("Күні", "Дата", "Date"),
    "places": ("Орындар", "Места", "Places"),
    "viewing-direction": ("Оқу бағыты", "Направление чтения", "Reading direction"),
    "behaviors": ("Көрсету тәсілі", "Способ показа", "Way of showing"),
}
_PAGES = {
    "start-page": ("Ашылатын бет", "Открывается на странице", "Opens at page"),
    "placeholder-page": ("Жүктелгенше көрінетін бет", "Заставка", "Shown while loading"),
    "thumbnail-page": ("Тізімдердегі мұқаба", "Обложка в списках", "Cover in lists"),
}

Wordings = dict[str, dict[str, str]]


def _said(kk: str, ru: str, en: str) -> dict[str, str]:
    return {"kk": kk, "ru": ru, "en": en}


def _fields() -> Wordings:
    found = {
        f"changed-{name}": _said(
            f"{kk}: «{{before}}» → «{{after}}»",
            f"{ru}: «{{before}}» → «{{after}}»",
            f"{en}: “{{before}}” → “{{after}}”",
        )
        for name, (kk, ru, en) in _FIELDS.items()
    }
    return found | {
        f"changed-{name}": _said(*(f"{word}: {{page}}" for word in words))
        for name, words in _PAGES.items()
    }


VERSIONS: Mapping[str, Mapping[str, str]] = {
    **_fields(),
    "entry-new": _said(
        "{field}: «{after}» қосылды", "{field}: добавлено «{after}»", "{field}: “{after}” added"
    ),
    "entry-gone": _said(
        "{field}: «{before}» алынды", "{field}: убрано «{before}»", "{field}: “{before}” taken out"
    ),
    "pages-added": _said(
        "Қосылған беттер: {count} ({pages})",
        "Добавлено страниц: {count} ({pages})",
        "Pages added: {count} ({pages})",
    ),
    "pages-removed": _said(
        "Алынған беттер: {count} ({pages})",
        "Убрано страниц: {count} ({pages})",
        "Pages removed: {count} ({pages})",
    ),
    "pages-moved": _said(
        "Орны ауысқан беттер: {count} ({pages})",
        "Перемещено страниц: {count} ({pages})",
        "Pages moved: {count} ({pages})",
    ),
    "pages-replaced": _said(
        "Сканы ауыстырылған беттер: {count} ({pages})",
        "Заменено сканов: {count} ({pages})",
        "Scans replaced: {count} ({pages})",
    ),
    "pages-turned": _said(
        "Бұрылған беттер: {count} ({pages})",
        "Повёрнуто страниц: {count} ({pages})",
        "Pages turned: {count} ({pages})",
    ),
    "pages-split": _said(
        "Екіге бөлінген немесе біріктірілген беттер: {count} ({pages})",
        "Разделено или соединено страниц: {count} ({pages})",
        "Pages split or joined: {count} ({pages})",
    ),
    "pages-behave": _said(
        "Қосымша немесе қос бет деп белгіленген беттер: {count} ({pages})",
        "Изменены отметки «вклейка» и «разворот» у страниц: {count} ({pages})",
        "Marked or no longer marked as insert or spread: {count} ({pages})",
    ),
    "pages-described": _said(
        "Сипаттамасы өзгерген беттер: {count} ({pages})",
        "Изменено описание страниц: {count} ({pages})",
        "Descriptions of pages changed: {count} ({pages})",
    ),
    "pages-labelled": _said(
        "Нөмірі өзгерген беттер: {count}, бұрын {before}, енді {after}",
        "Изменена нумерация страниц: {count}, было {before}, стало {after}",
        "Pages labelled: {count}, from {before} to {after}",
    ),
    "sections-added": _said(
        "Қосылған бөлімдер: {count} ({sections})",
        "Добавлено разделов: {count} ({sections})",
        "Sections added: {count} ({sections})",
    ),
    "sections-removed": _said(
        "Алынған бөлімдер: {count} ({sections})",
        "Убрано разделов: {count} ({sections})",
        "Sections removed: {count} ({sections})",
    ),
    "sections-renamed": _said(
        "Атауы өзгерген бөлімдер: {count} ({sections})",
        "Переименовано разделов: {count} ({sections})",
        "Sections renamed: {count} ({sections})",
    ),
    "sections-moved": _said(
        "Орны ауысқан бөлімдер: {count} ({sections})",
        "Перемещено разделов: {count} ({sections})",
        "Sections moved: {count} ({sections})",
    ),
    "sections-pages": _said(
        "Бөлімдердегі беттер өзгерді", "Изменены страницы в разделах", "Pages of sections changed"
    ),
    "page-without-scan": _said(
        "«{name}» бетінің өз сканы жоқ, сондықтан оны бұруға да, бөлуге де болмайды.",
        "У страницы «{name}» нет собственного скана: её нельзя повернуть или разделить.",
        "The page {name} has no scan of its own: it cannot be turned or split.",
    ),
    "page-composed": _said(
        "«{name}» бетінде скан беттің бір бөлігін ғана алып тұр, сондықтан оны бұруға да, бөлуге "
        "де болмайды.",
        "На странице «{name}» скан занимает лишь часть: её нельзя повернуть или разделить.",
        "The scan of {name} covers only a part of the page: it cannot be turned or split.",
    ),
}
