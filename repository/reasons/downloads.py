"""Why no file is made for a reader."""

from collections.abc import Mapping

DOWNLOADS: Mapping[str, Mapping[str, str]] = {
    "download-empty": {
        "kk": "Мұнда PDF-ке салатын сурет жоқ.",
        "ru": "Здесь нет изображений, из которых можно сделать PDF.",
        "en": "There is no picture here that a PDF could be made of.",
    },
    "download-too-long": {
        "kk": "Мұнда {pages} бет бар, ал бір PDF-ке {most} беттен көп сыймайды. Бөлімдерін "
        "бөлек-бөлек жүктеп алыңыз.",
        "ru": "Здесь страниц: {pages}, а в один PDF помещается не больше {most}. Скачайте разделы "
        "по отдельности.",
        "en": "There are {pages} pages here, and one PDF takes up to {most}. Take the sections one "
        "by one.",
    },
    "downloads-busy": {
        "kk": "Қазір {waiting} PDF кезекте тұр. Бірнеше минуттан кейін қайталаңыз.",
        "ru": "Сейчас в очереди {waiting} файлов PDF. Повторите через несколько минут.",
        "en": "{waiting} PDFs are waiting to be made. Try again in a few minutes.",
    },
}
