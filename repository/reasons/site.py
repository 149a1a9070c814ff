"""Why something on the site's own pages is refused."""

from collections.abc import Mapping

SITE: Mapping[str, Mapping[str, str]] = {
    "article-title": {
        "kk": "Беттің атауын кемінде бір тілде жазыңыз.",
        "ru": "Дайте странице название хотя бы на одном языке.",
        "en": "Give the page a title in at least one language.",
    },
    "article-date": {
        "kk": "Күні түсініксіз: {date}. 2008, 2008-10 немесе 2008-10-30 түрінде жазыңыз.",
        "ru": "Дата непонятна: {date}. Напишите её как 2008, 2008-10 или 2008-10-30.",
        "en": "The date is not clear: {date}. Write it as 2008, 2008-10 or 2008-10-30.",
    },
    "article-slug": {
        "kk": "Мекенжайда латынның кіші әріптері, цифрлар мен сызықша ғана болады: {slug}",
        "ru": "В адресе могут быть только строчные латинские буквы, цифры и дефис: {slug}",
        "en": "An address has small Latin letters, digits and hyphens only: {slug}",
    },
    "article-slug-taken": {
        "kk": "«{slug}» мекенжайы бос емес немесе бұрын басқа бетте болған.",
        "ru": "Адрес «{slug}» занят или раньше принадлежал другой странице.",
        "en": "The address “{slug}” is taken, or belonged to another page before.",
    },
    "article-changed": {
        "kk": "Сіз жазып жатқанда бұл бетті басқа біреу өзгертті. Ештеңе жойылған жоқ: төмендегі "
        "нұсқалармен салыстырып, қайта сақтаңыз.",
        "ru": "Пока вы писали, эту страницу изменил кто-то другой. Ничего не потеряно: сравните с "
        "версиями ниже и сохраните снова.",
        "en": "Somebody else changed this page while you were writing. Nothing was lost: compare "
        "with the versions below, then save again.",
    },
    "article-too-long": {
        "kk": "Мәтін тым ұзын: ең көбі {most} таңба.",
        "ru": "Текст слишком длинный: не больше {most} знаков.",
        "en": "The text is too long: at most {most} characters.",
    },
    "article-picture": {
        "kk": "{name} суреті оқылмады. JPEG, PNG немесе WebP файлын (12 МБ-қа дейін) таңдаңыз.",
        "ru": "Картинка {name} не прочитана. Выберите файл JPEG, PNG или WebP до 12 МБ.",
        "en": "The picture {name} could not be read. Choose a JPEG, PNG or WebP of up to 12 MB.",
    },
}
